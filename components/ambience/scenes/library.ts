import { createShaderScene } from './shader-scene'

/** Tall shelves, reading lamps by night and a tall window's light by day, dust in the beams. */
export const createLibrary = createShaderScene(/* glsl */ `
const float SHELF = 0.235;

/* One wall of books: colour, and in a the gap where the wood shows. */
vec4 books(vec2 p, float seed) {
  float row = floor(p.y / SHELF);
  float y = fract(p.y / SHELF);
  float board = smoothstep(0.075, 0.068, y);
  float scale = 31.0;
  float lot = floor(p.x * scale);
  vec3 h = hash(vec2(lot, row), seed);
  /* Some books are two lots wide. */
  vec3 pair = hash(vec2(floor(lot / 2.0), row), seed + 50.0);
  float wide = step(0.58, pair.x);
  float cell = mix(fract(p.x * scale), fract(p.x * scale * 0.5), wide);
  vec3 k = mix(h, pair, wide);
  float tall = 0.6 + 0.28 * k.y;
  float isGap = step(0.93, hash(vec2(floor(p.x * scale / 4.0), row), seed + 9.0).x);
  float leaf = smoothstep(0.0, mix(0.1, 0.05, wide), cell) * smoothstep(1.0, mix(0.9, 0.95, wide), cell);
  float body = leaf * step(y, tall) * step(0.075, y) * (1.0 - isGap);
  vec3 leather = k.z < 0.3 ? vec3(0.47, 0.2, 0.13) : k.z < 0.52 ? vec3(0.2, 0.27, 0.25) : k.z < 0.72 ? vec3(0.56, 0.4, 0.22) : k.z < 0.88 ? vec3(0.2, 0.19, 0.25) : vec3(0.68, 0.58, 0.43);
  vec3 c = leather * (0.72 + 0.5 * k.x);
  /* Round backs, gilt bands, a label. */
  c *= 0.62 + 0.5 * sin(cell * 3.1416);
  float band = smoothstep(0.012, 0.0, abs(y - 0.17)) + smoothstep(0.012, 0.0, abs(y - tall + 0.1));
  c = mix(c, vec3(0.78, 0.6, 0.32), band * 0.55 * step(0.4, k.y));
  float label = step(abs(y - tall * 0.62), 0.055) * step(0.55, k.x) * step(abs(cell - 0.5), 0.34);
  c = mix(c, vec3(0.66, 0.55, 0.38), label * 0.6);
  vec3 wood = vec3(0.34, 0.215, 0.13) * (0.85 + 0.3 * noise(vec2(p.x * 9.0, p.y * 140.0)));
  vec3 back = vec3(0.13, 0.08, 0.052) * (0.7 + 0.3 * y);
  c = mix(back, c, body);
  c = mix(c, wood, board);
  c *= 1.0 - 0.5 * smoothstep(0.7, 1.0, y) * (1.0 - board);
  return vec4(c, body);
}

void main() {
  vec2 p = vec2(uv.x * aspect, uv.y);
  p += vec2(sin(time * 0.021), cos(time * 0.017)) * 0.006;
  /* Uprights divide the shelves; a tall window stands in the middle distance. */
  float bay = 0.62;
  float lot = floor(p.x / bay);
  float inside = fract(p.x / bay);
  vec3 wall = books(p + vec2(0.0, 0.03), 3.0).rgb;
  float upright = smoothstep(0.045, 0.038, min(inside, 1.0 - inside));
  vec3 wood = vec3(0.36, 0.23, 0.14) * (0.86 + 0.28 * noise(vec2(p.x * 160.0, p.y * 7.0)));
  wood *= 0.8 + 0.4 * smoothstep(0.0, 0.03, min(inside, 1.0 - inside));
  wall = mix(wall, wood, upright);
  float shade = 1.0 - 0.45 * smoothstep(0.16, 0.04, min(inside, 1.0 - inside)) * (1.0 - upright);
  wall *= shade;

  /* Night: lamps on brass arms throw pools on the shelves. */
  vec3 lamps = vec3(0.0);
  float pools = 0.0;
  for (int i = -1; i <= 1; i++) {
    float n = lot + float(i);
    vec2 at = vec2((n + 1.0) * bay, 0.66 + 0.03 * sin(n * 3.0));
    float breath = 0.94 + 0.06 * sin(time * (0.5 + 0.13 * n) + n * 2.0);
    vec2 d = p - at;
    vec2 fall = (d - vec2(0.0, -0.16)) / vec2(0.3, 0.42);
    pools += exp(-dot(fall, fall)) * breath;
    lamps += vec3(1.0, 0.74, 0.42) * (smoothstep(0.03, 0.012, length(d * vec2(0.72, 1.25))) * 0.6 + exp(-dot(d, d) * 130.0) * 0.3) * breath;
  }
  vec3 dark = wall * (0.13 + 0.98 * pools * vec3(1.0, 0.79, 0.52)) + lamps;

  /* Day: pale wood, washed by two slanted beams from windows above. */
  vec3 day = mix(vec3(0.9, 0.835, 0.75), wall * 0.9 + 0.5, 0.62);
  float slant = p.x * 0.85 + p.y * 0.55;
  float cloud = 0.82 + 0.18 * sin(time * 0.07);
  float beams = 0.0;
  for (int i = 0; i < 3; i++) {
    float x = slant - 0.55 - float(i) * 0.62 - 0.02 * sin(time * 0.03 + float(i));
    beams += smoothstep(0.19, 0.12, abs(x)) * (0.75 + 0.25 * smoothstep(0.008, 0.014, abs(abs(x) - 0.05)));
  }
  beams *= cloud * smoothstep(-0.1, 0.9, p.y);
  day += beams * vec3(0.12, 0.1, 0.06);
  day = mix(day, vec3(0.955, 0.915, 0.85), 0.2);

  vec3 c = mix(day, dark, night);
  float dust = specks(p + vec2(time * 0.004, time * 0.007), 9.0, 5.0, 0.5, 0.045, 0.4) + specks(p + vec2(-time * 0.003, time * 0.005), 16.0, 15.0, 0.5, 0.05, 0.5) * 0.6;
  c += dust * mix(vec3(0.15, 0.13, 0.09) * (0.25 + beams), vec3(0.55, 0.4, 0.22) * pools * 0.7, night);
  vec2 v = uv - vec2(0.5, 0.55);
  c *= 1.0 - dot(v, v) * mix(0.08, 0.9, night);
  finish(c);
}`)
