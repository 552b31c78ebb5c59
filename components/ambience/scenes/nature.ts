import { createShaderScene } from './shader-scene'

/** A clearing in a wood: trunks in the haze, light through the leaves, grass in the wind; fireflies by night. */
export const createNature = createShaderScene(/* glsl */ `
/* Trunks of one depth: x: cover, y: side light. */
vec2 trunks(vec2 p, float scale, float seed, float width) {
  float lot = floor(p.x * scale);
  vec2 best = vec2(0.0);
  for (int i = -1; i <= 1; i++) {
    vec3 h = hash(vec2(lot + float(i), seed), seed);
    if (h.z > 0.74) continue;
    float centre = (lot + float(i) + 0.25 + 0.5 * h.x) / scale + (p.y - 0.3) * (h.y - 0.5) * 0.12 + 0.006 * sin(p.y * 9.0 + h.x * 30.0);
    float half_ = width * (0.45 + 0.75 * h.y) / scale * (1.0 + 0.5 * smoothstep(0.34, 0.16, p.y)) * (1.05 - 0.25 * p.y);
    float d = (p.x - centre) / half_;
    float cover = smoothstep(1.06, 0.94, abs(d));
    if (cover > best.x) best = vec2(cover, d);
  }
  return best;
}

float leaves(vec2 p, float sway, float seed) {
  vec2 q = p * 3.1 + seed + vec2(sway, sway * 0.4);
  return fbm(q) * 0.62 + noise(TURN * q * 5.5) * 0.25 + noise(TURN * TURN * q * 15.0) * 0.13;
}

vec3 blades(vec2 p, vec3 c, float scale, float seed, float height, vec3 tint, vec3 tip) {
  float lot = floor(p.x * scale);
  for (int i = -2; i <= 2; i++) {
    vec3 h = hash(vec2(lot + float(i), seed), seed + 1.0);
    float tall = height * (0.45 + 0.75 * h.x);
    float y = p.y / tall;
    if (y > 1.0) continue;
    float wind = sin(time * 0.55 + (lot + float(i)) / scale * 2.6 + h.y * 1.5) * 0.6 + sin(time * 1.15 + h.z * 6.28) * 0.22;
    float bend = (h.z - 0.5) * 1.5 + wind * 0.55;
    float x = (lot + float(i) + 0.5 + (h.y - 0.5) * 0.9) / scale + bend * y * y * tall * 0.45;
    float w = (0.62 / scale) * (1.0 - y * 0.92);
    float cover = smoothstep(w, w * 0.45, abs(p.x - x));
    c = mix(c, mix(tint, tip, y * y) * (0.9 + 0.2 * h.y), cover * smoothstep(1.0, 0.9, y));
  }
  return c;
}

void main() {
  vec2 p = vec2(uv.x * aspect, uv.y);
  vec2 sun = vec2(aspect * 0.62, 0.86);
  float d = length((p - sun) * vec2(0.8, 1.0));
  vec3 c = mix(mix(vec3(0.8, 0.855, 0.72), vec3(0.985, 0.955, 0.83), exp(-d * d * 2.6)),
               mix(vec3(0.045, 0.075, 0.076), vec3(0.26, 0.28, 0.24), exp(-d * d * 3.6)), night);
  if (night > 0.01) c += night * vec3(0.42, 0.41, 0.36) * smoothstep(0.052, 0.048, length(p - sun)) ;

  /* Crowns and trunks, from the pale far ones to the near. */
  for (int i = 0; i < 4; i++) {
    float n = float(i), depth = n / 3.0;
    vec2 q = p + vec2(n * 3.7, 0.0);
    vec2 t = trunks(q, 11.0 - n * 2.7, 21.0 + n * 4.0, 0.1 + 0.015 * n);
    vec3 bark = mix(mix(vec3(0.74, 0.775, 0.66), vec3(0.5, 0.475, 0.4), depth), mix(vec3(0.085, 0.11, 0.105), vec3(0.02, 0.025, 0.025), depth), night);
    bark *= 1.0 - t.y * 0.09 * sign(sun.x - p.x) * mix(-1.0, -1.0, night);
    bark *= 0.94 + 0.12 * noise(vec2(q.x * 90.0, q.y * 11.0));
    c = mix(c, bark, t.x * step(0.14, p.y) * (0.62 + 0.38 * depth));
    float canopy = leaves(p * (1.0 - 0.13 * n), sin(time * 0.22 + n * 2.0) * 0.035, n * 9.1);
    float cover = smoothstep(0.0, 0.05, canopy - 0.86 + (p.y - 0.5 + 0.07 * n) * 0.78);
    vec3 leaf = mix(mix(vec3(0.76, 0.83, 0.62), vec3(0.53, 0.64, 0.42), depth), mix(vec3(0.065, 0.1, 0.085), vec3(0.018, 0.03, 0.026), depth), night);
    leaf *= 0.84 + 0.32 * fbm(TURN * p * (15.0 - 2.0 * n) + canopy * 5.0 + n);
    leaf += mix(vec3(0.13, 0.11, 0.02), vec3(0.03, 0.035, 0.025), night) * exp(-d * d * 4.0);
    c = mix(c, leaf, cover * (0.75 + 0.25 * depth));
    /* Haze between the depths. */
    vec3 air = mix(vec3(0.93, 0.935, 0.8), vec3(0.15, 0.19, 0.17), night);
    c = mix(c, air, 0.26 * (1.0 - depth) * smoothstep(0.75, 0.1, p.y) * (0.7 + 0.5 * fbm2(p * 2.0 - vec2(time * 0.02, 0.0))));
  }

  /* Beams from the sun, slowly opening and closing. */
  vec2 ray = p - sun - vec2(0.0, 0.25);
  float angle = atan(ray.x, -ray.y);
  float beam = smoothstep(0.45, 0.8, noise(vec2(angle * 9.0 + time * 0.02, time * 0.03)) * 0.7 + noise(vec2(angle * 23.0 - time * 0.03, 3.0)) * 0.3);
  c += beam * exp(-length(ray) * 1.3) * mix(vec3(0.17, 0.15, 0.07), vec3(0.05, 0.055, 0.045), night);

  /* The floor of the clearing, then grass in three rows. */
  vec3 floor_ = mix(mix(vec3(0.66, 0.72, 0.48), vec3(0.77, 0.8, 0.58), noise(p * vec2(5.0, 12.0))), vec3(0.03, 0.046, 0.036), night);
  c = mix(c, floor_, smoothstep(0.2, 0.1, p.y + 0.03 * noise(p.xx * 4.0)));
  c = blades(p - vec2(0.0, 0.06), c, 60.0, 3.0, 0.15, mix(vec3(0.57, 0.66, 0.42), vec3(0.022, 0.04, 0.03), night), mix(vec3(0.78, 0.81, 0.53), vec3(0.07, 0.1, 0.065), night));
  c = blades(p, c, 38.0, 8.0, 0.17, mix(vec3(0.49, 0.58, 0.36), vec3(0.014, 0.026, 0.02), night), mix(vec3(0.69, 0.74, 0.44), vec3(0.045, 0.07, 0.045), night));

  float pollen = specks(p + vec2(time * 0.008, time * 0.004), 7.0, 5.0, 0.4, 0.05, 0.6);
  float flies = specks(p * vec2(1.0, 1.2) + vec2(time * 0.006, 0.0), 7.0, 31.0, 0.75, 0.13, 1.0) * smoothstep(0.62, 0.25, p.y);
  c += pollen * vec3(0.2, 0.19, 0.12) * (1.0 - night) + (flies * flies * vec3(0.75, 0.68, 0.25) + flies * 0.09 * vec3(0.7, 0.7, 0.3)) * night;
  finish(c);
}`)
