// Reads a GEXF as Gephi Lite and Retina do; prints nodes and edges as JSON. Arguments: folder of node_modules, file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/`));
const { MultiDirectedGraph } = require("graphology");
const { parse } = require("graphology-gexf");
const { DOMParser } = require("@xmldom/xmldom");

const text = readFileSync(file, "utf8");
const graph = parse(MultiDirectedGraph, new DOMParser().parseFromString(text, "text/xml"), { addMissingNodes: false });
console.log(JSON.stringify({
  nodes: graph.mapNodes((id, attributes) => [id, attributes]),
  edges: graph.mapEdges((id, attributes, source, target) => [source, target, attributes]),
}));
