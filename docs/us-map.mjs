// Makes webui/templates/pages/_us_map.svg anew. In an empty folder: npm install us-atlas@3.0.1 topojson-client@3.1.0 topojson-simplify@3.0.3
// && node us-map.mjs > _us_map.svg
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.cwd()}/`);
const { merge, mesh } = require("topojson-client");
const { presimplify, quantile, simplify } = require("topojson-simplify");
const KEPT = 0.25; // of the points

const whole = presimplify(JSON.parse(readFileSync(require.resolve("us-atlas/states-albers-10m.json"), "utf8")));
const states = simplify(whole, quantile(whole, KEPT));
const land = merge(states, states.objects.states.geometries.filter((each) => Number(each.id) < 60)); // no territories
const borders = mesh(states, states.objects.states, (one, other) => one !== other);

// Whole numbers, each point from the one before; rings of less than three points are nothing to see.
function drawn(line, closed) {
  const points = line.map((point) => point.map(Math.round)).filter((point, at, all) => !at || `${point}` !== `${all[at - 1]}`);
  if (closed && `${points[0]}` === `${points.at(-1)}`) points.pop();
  if (points.length < (closed ? 3 : 2)) return "";
  const steps = points.slice(1).map((point, at) => [point[0] - points[at][0], point[1] - points[at][1]].join(","));
  return `M${points[0].join(",")}l${steps.join(" ")}`.replace(/[ ,]-/g, "-") + (closed ? "z" : "");
}

console.log("{# The states, in an Albers projection of 975 by 610. Simplified from us-atlas 3.0.1 (ISC; the shapes are the Census Bureau's, public domain): see docs/developers.md. #}");
console.log(`<path class="map-land" d="${land.coordinates.flat().map((ring) => drawn(ring, true)).join("")}"></path>`);
console.log(`<path class="map-borders" d="${borders.coordinates.map((line) => drawn(line, false)).join("")}"></path>`);
