// Going to an address of ours; main.js says what happens then.
let arrived = () => {};

export const onArrival = (run) => { arrived = run; };

/** Go to an address; with `replace` only the address changes. */
export function go(to, replace = false) {
  history[replace ? "replaceState" : "pushState"]({}, "", to);
  if (!replace) arrived();
}
