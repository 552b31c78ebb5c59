/** One triangle that covers the canvas; needs no buffers. */
export const vertexShader = /* glsl */ `#version 300 es
out vec2 uv;
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  uv = corner;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`

/**
 * What every painted scene begins with: the moment, the size, noise that is the same on every GPU, and the tones a
 * scene must keep so that glass in front of it can promise its contrast (`--color-scene-extreme`).
 */
export const commonShader = /* glsl */ `#version 300 es
precision highp float;
in vec2 uv;
out vec4 color;
uniform float aspect;
uniform float time;
uniform float night;

/* Hashes without sine. After Jarzynski and Olano, "Hash functions for GPU rendering" (pcg). */
uvec3 pcg(uvec3 v) {
  v = v * 1664525u + 1013904223u;
  v.x += v.y * v.z; v.y += v.z * v.x; v.z += v.x * v.y;
  v ^= v >> 16u;
  v.x += v.y * v.z; v.y += v.z * v.x; v.z += v.x * v.y;
  return v;
}
vec3 hash(vec2 cell, float seed) {
  uvec3 v = pcg(uvec3(ivec3(ivec2(cell), int(seed)) + 4096));
  return vec3(v) / 4294967295.0;
}

float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  vec2 u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
  return mix(mix(hash(i, 0.0).x, hash(i + vec2(1.0, 0.0), 0.0).x, u.x),
             mix(hash(i + vec2(0.0, 1.0), 0.0).x, hash(i + vec2(1.0, 1.0), 0.0).x, u.x), u.y);
}
const mat2 TURN = mat2(0.8, 0.6, -0.6, 0.8);
float fbm(vec2 p) {
  float sum = 0.0, size = 0.5;
  for (int i = 0; i < 4; i++) { sum += noise(p) * size; p = TURN * p * 2.03 + 11.7; size *= 0.5; }
  return sum / 0.9375;
}
float fbm2(vec2 p) { return (noise(p) * 2.0 + noise(TURN * p * 2.1 + 5.3)) / 3.0; }

float light(vec3 c) { return dot(c, vec3(0.2126, 0.7152, 0.0722)); }

/* Specks that drift: dust in a beam, pollen, fireflies. Soft discs on a moving grid; x: cover, y: its own phase. */
float specks(vec2 p, float scale, float seed, float density, float size, float pulse) {
  vec2 g = p * scale, cell = floor(g);
  vec3 h = hash(cell, seed), k = hash(cell, seed + 13.0);
  if (h.x > density) return 0.0;
  vec2 at = vec2(0.5) + 0.3 * vec2(sin(time * (0.2 + 0.3 * h.y) + h.z * 6.28), cos(time * (0.17 + 0.25 * h.z) + h.y * 6.28));
  float d = length(g - cell - at) / (size * (0.4 + 0.6 * k.x));
  float beat = mix(1.0, 0.5 + 0.5 * sin(time * (0.5 + k.y) + k.z * 6.28), pulse);
  return exp(-d * d) * beat;
}

/* By day nothing is darker than a mid tone, by night nothing brighter than lamplight. */
vec3 withinTones(vec3 c) {
  float l = light(c);
  vec3 day = c + max(0.0, 0.635 - l) * 0.94;
  vec3 dark = c * (l > 0.34 ? (0.34 + (l - 0.34) / (1.0 + (l - 0.34) * 8.5)) / l : 1.0);
  return mix(day, dark, night);
}

void finish(vec3 c) {
  /* Tones first, on the unclipped colour: clipping a bright amber turns it green. */
  c = clamp(withinTones(max(c, 0.0)), 0.0, 1.0);
  /* A part in 200 of grain, so that soft gradients do not band. */
  c += (hash(gl_FragCoord.xy, 1.0).x - 0.5) / 200.0;
  color = vec4(c, 1.0);
}
`
