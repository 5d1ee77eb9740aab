"""An invented world with known truth, told by invented articles in three languages: what consolidation is proven on."""
