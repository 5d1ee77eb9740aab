// Runs after pyvis has drawn: gives shapes and lines their texts, finds actors, and links the picture with the table.
(function () {
  "use strict";
  var told = JSON.parse(document.getElementById("kg-data").textContent);
  nodes.update(told.nodes);
  edges.update(told.edges);
  network.fit();
  var rows = Array.prototype.slice.call(document.querySelectorAll("tbody tr"));

  function mark(test, move) {
    var first = null;
    rows.forEach(function (row) {
      var found = test(row);
      row.classList.toggle("found", found);
      if (found && !first) { first = row; }
    });
    if (first && move) { first.scrollIntoView({ block: "nearest" }); }
  }

  function ofNode(id) {
    return function (row) { return row.dataset.from === String(id) || row.dataset.to === String(id); };
  }

  network.on("click", function (event) {
    if (event.nodes.length) {
      mark(ofNode(event.nodes[0]), true);
    } else if (event.edges.length) {
      mark(function (row) { return row.dataset.edge === String(event.edges[0]); }, true);
    } else {
      mark(function () { return false; }, false);
    }
  });

  var box = document.getElementById("find");
  box.addEventListener("input", function () {
    var wanted = box.value.trim().toLowerCase();
    var exact = told.nodes.filter(function (node) { return node.name.toLowerCase() === wanted; });
    var some = told.nodes.filter(function (node) { return node.search.toLowerCase().indexOf(wanted) >= 0; });
    var found = exact.length ? exact : some;
    if (!wanted || !found.length) {
      network.unselectAll();
      mark(function () { return false; }, false);
      return;
    }
    network.selectNodes([found[0].id]);
    network.focus(found[0].id, { scale: Math.max(network.getScale(), 0.8) });
    mark(ofNode(found[0].id), false);
  });
})();
