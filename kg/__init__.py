"""Knowledge graph of political actors from news."""
