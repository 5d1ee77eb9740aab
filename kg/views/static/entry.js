// What the explorer needs of npm, with two programs of our own for the graphics card: nodes in the shapes of the
// legend, and lines that bend, dash, point and, where something is only claimed, are hollow. Build: see README.md.
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeProgram, NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const { FLOAT, UNSIGNED_BYTE, TRIANGLES, TRIANGLE_STRIP } = WebGL2RenderingContext;
const BYTES = { size: 4, type: UNSIGNED_BYTE, normalized: true };

const NODE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
varying vec4 v_color; varying vec2 v_at; varying float v_shape; varying float v_blur;
void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  v_at = 3.0 * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + radius * v_at, 1.0)).xy, 0.0, 1.0);
  v_shape = a_shape;
  v_blur = u_sizeRatio / max(a_size, 0.5);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const NODE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_at; varying float v_shape; varying float v_blur;
float outside(vec2 at, float shape) {
  vec2 p = vec2(abs(at.x), at.y);
  if (shape < 0.5) return length(p) - 1.0;
  if (shape < 1.5) return max(p.x, abs(p.y)) - 0.9;
  if (shape < 2.5) return (p.x + abs(p.y) - 1.2) * 0.7071;
  if (shape < 3.5) return max(-p.y - 0.85, (p.x * 2.0 + (p.y - 1.15) * 1.1) / 2.283);
  return max(abs(p.y) - 1.0, (p.x + abs(p.y) * 0.55 - 1.1) / 1.141);
}
void main() {
  float far = outside(v_at, v_shape);
  #ifdef PICKING_MODE
  gl_FragColor = far > 0.0 ? vec4(0.0) : v_color;
  #else
  gl_FragColor = v_color * (1.0 - smoothstep(-v_blur, 0.0, far));
  #endif
}`;

class ShapeProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 3, VERTEX_SHADER_SOURCE: NODE_VERTEX, FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT, METHOD: TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT }, { name: "a_color", ...BYTES }, { name: "a_id", ...BYTES },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }
  processVisibleItem(index, at, data) {
    this.array.set([data.x, data.y, data.size, data.shape || 0, floatColor(data.color), index], at);
  }
  setUniforms(params, { gl, uniformLocations: to }) {
    gl.uniform1f(to.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(to.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(to.u_matrix, false, params.matrix);
  }
}

const LINE_VERTEX = `
attribute vec4 a_id; attribute vec4 a_color; attribute vec4 a_ends; attribute vec4 a_form; attribute vec4 a_dash;
attribute vec2 a_look; attribute vec3 a_place;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio; uniform float u_minEdgeThickness;
varying vec4 v_color; varying vec4 v_dash; varying float v_along; varying float v_side; varying float v_half;
varying float v_solid; varying float v_hollow; varying float v_blur;
void main() {
  float unit = 2.0 * u_correctionRatio / u_sizeRatio;
  vec2 from = a_ends.xy; vec2 to = a_ends.zw; vec2 chord = to - from;
  float len = max(length(chord), 1e-6);
  vec2 middle = (from + to) / 2.0 + vec2(-chord.y, chord.x) * a_form.y;
  float thick = max(a_form.x, u_minEdgeThickness * u_sizeRatio);
  #ifdef PICKING_MODE
  thick = max(thick, 7.0 * u_sizeRatio);
  #endif
  float head = a_look.x * (6.0 + thick * 1.2) * unit;
  float first = min((a_form.z + 1.0) * unit / len, 0.45);
  float last = max(1.0 - (a_form.w + 1.0) * unit / len, first + 0.05);
  float neck = max(last - head / len, first);
  float t = a_place.z > 1.5 ? last : mix(first, neck, a_place.x);
  vec2 at = mix(mix(from, middle, t), mix(middle, to, t), t);
  vec2 along = normalize(mix(middle - from, to - middle, t));
  float blur = 0.8 * u_sizeRatio;
  float half_ = thick / 2.0 + blur / 2.0;
  float wide = a_place.z > 1.5 ? 0.0 : a_place.z > 0.5 ? a_look.x * (3.0 + thick * 0.7) : half_;
  gl_Position = vec4((u_matrix * vec3(at + vec2(-along.y, along.x) * a_place.y * wide * unit, 1.0)).xy, 0.0, 1.0);
  v_along = (t - first) * len / unit; v_side = a_place.y; v_half = half_; v_blur = blur;
  v_solid = a_place.z > 0.5 ? 1.0 : 0.0; v_hollow = a_look.y; v_dash = a_dash;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec4 v_dash; varying float v_along; varying float v_side; varying float v_half;
varying float v_solid; varying float v_hollow; varying float v_blur;
void main() {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float alpha = 1.0;
  if (v_solid < 0.001) {
    float off = abs(v_side) * v_half;
    alpha = 1.0 - smoothstep(v_half - v_blur, v_half, off);
    if (v_hollow > 0.5) alpha *= smoothstep(v_half - 2.2 * v_blur - 0.6, v_half - 1.6 * v_blur - 0.2, off);
    float period = v_dash.x + v_dash.y + v_dash.z + v_dash.w;
    if (v_dash.y > 0.0) {
      float at = mod(v_along, period);
      if (at > v_dash.x && (at < v_dash.x + v_dash.y || at > period - v_dash.w)) alpha = 0.0;
    }
  }
  gl_FragColor = vec4(v_color.rgb * v_color.a, v_color.a) * alpha;
  #endif
}`;

const STEPS = 12;
const STRIP = [];
for (let i = 0; i <= STEPS; i++) STRIP.push([i / STEPS, 1, 0], [i / STEPS, -1, 0]);
STRIP.push([1, 1, 1], [1, -1, 1], [1, 1, 2], [1, -1, 2]); // the head: its base, its point

class LineProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: STRIP.length, VERTEX_SHADER_SOURCE: LINE_VERTEX, FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_minEdgeThickness"],
      ATTRIBUTES: [
        { name: "a_ends", size: 4, type: FLOAT }, { name: "a_form", size: 4, type: FLOAT },
        { name: "a_dash", size: 4, type: FLOAT }, { name: "a_look", size: 2, type: FLOAT },
        { name: "a_color", ...BYTES }, { name: "a_id", ...BYTES },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_place", size: 3, type: FLOAT }],
      CONSTANT_DATA: STRIP,
    };
  }
  processVisibleItem(index, at, source, target, data) {
    const [a, b, c, d] = data.dash || [1, 0, 0, 0];
    this.array.set([
      source.x, source.y, target.x, target.y, data.size || 1, data.bend || 0, source.size, target.size,
      a, b, c, d, data.arrow ? 1 : 0, data.hollow ? 1 : 0, floatColor(data.color), index,
    ], at);
  }
  setUniforms(params, { gl, uniformLocations: to }) {
    gl.uniformMatrix3fv(to.u_matrix, false, params.matrix);
    gl.uniform1f(to.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(to.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(to.u_minEdgeThickness, params.minEdgeThickness);
  }
}

// The plain line of large networks: one quad, no ends, no dashes.
const QUAD = [[0, 1, 0], [0, -1, 0], [1, 1, 0], [1, -1, 0]];
class PlainProgram extends LineProgram {
  constructor(...args) {
    super(...args);
    this.pickProgram = null; // nobody can click one of so many, and drawing them for the mouse costs as much again
  }
  getDefinition() {
    return { ...super.getDefinition(), VERTICES: 4, CONSTANT_DATA: QUAD };
  }
}

window.kgGraphics = { MultiDirectedGraph, Sigma, ShapeProgram, LineProgram, PlainProgram };
