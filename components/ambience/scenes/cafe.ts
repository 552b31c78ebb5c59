import { createShaderScene } from './shader-scene'

/** The room from the corner table: lamps out of focus over the counter, people passing, steam from the cup. */
export const createCafe = createShaderScene(/* glsl */ `
const float TABLE = 0.2;

vec3 bokeh(vec2 p, float scale, float seed, float size, float density) {
  vec2 grid = p * scale, base = floor(grid);
  vec3 sum = vec3(0.0);
  for (int y = -1; y <= 1; y++) for (int x = -1; x <= 1; x++) {
    vec2 cell = base + vec2(x, y);
    vec3 h = hash(cell, seed), k = hash(cell, seed + 31.0);
    if (h.x > density) continue;
    float d = length(grid - cell - 0.5 - (h.yz - 0.5) * 0.7) / (size * (0.45 + 0.55 * k.x));
    float disc = smoothstep(1.0, 0.88, d) * (0.6 + 0.4 * smoothstep(0.3, 0.97, d));
    vec3 tint = k.z < 0.6 ? vec3(1.0, 0.66, 0.32) : k.z < 0.86 ? vec3(1.0, 0.83, 0.58) : vec3(0.93, 0.42, 0.24);
    sum += tint * disc * (0.8 + 0.2 * sin(time * (0.12 + 0.3 * k.y) + k.z * 6.28)) * (0.3 + 0.7 * h.y);
  }
  return sum;
}

/* A soft box: things out of focus. */
float box(vec2 p, vec2 at, vec2 half_, float soft) {
  vec2 d = abs(p - at) - half_;
  return smoothstep(soft, -soft, max(d.x, d.y));
}

void main() {
  vec2 p = vec2(uv.x * aspect, uv.y);
  /* The far wall, a shelf of bottles and cups, the counter. */
  vec3 day = mix(vec3(0.9, 0.835, 0.755), vec3(0.95, 0.915, 0.86), smoothstep(0.3, 1.0, p.y));
  vec3 dark = mix(vec3(0.115, 0.07, 0.048), vec3(0.05, 0.037, 0.034), smoothstep(0.35, 1.0, p.y));
  vec3 c = mix(day, dark, night);
  float window_ = box(p, vec2(aspect * 0.14, 0.68), vec2(aspect * 0.1 + 0.03, 0.24), 0.02);
  vec3 pane = mix(vec3(0.93, 0.95, 0.93), vec3(0.075, 0.095, 0.125), night) + mix(vec3(0.0), vec3(0.08, 0.06, 0.04), night) * fbm2(p * 7.0);
  c = mix(c, pane, window_ * 0.85);
  c = mix(c, mix(vec3(0.72, 0.62, 0.52), vec3(0.06, 0.04, 0.03), night), window_ * smoothstep(0.012, 0.004, abs(p.x - aspect * 0.14)) * 0.7);
  for (int row = 0; row < 2; row++) {
    float y = 0.6 + 0.155 * float(row);
    c = mix(c, mix(vec3(0.7, 0.56, 0.43), vec3(0.17, 0.1, 0.06), night), box(p, vec2(aspect * 0.68, y), vec2(aspect * 0.22, 0.009), 0.006));
    float scale = 17.0, lot = floor(p.x * scale);
    vec3 h = hash(vec2(lot, float(row)), 5.0);
    vec2 at = vec2((lot + 0.5) / scale, y + 0.012 + 0.032 + 0.022 * h.x);
    float thing = box(p, at, vec2(0.011 + 0.009 * h.y, 0.026 + 0.022 * h.x), 0.006) * step(abs(at.x - aspect * 0.68), aspect * 0.21) * step(0.18, h.z);
    vec3 tint = h.z < 0.45 ? vec3(0.93, 0.86, 0.76) : h.z < 0.7 ? vec3(0.66, 0.42, 0.27) : vec3(0.42, 0.5, 0.44);
    c = mix(c, tint * mix(vec3(0.97), vec3(0.34, 0.24, 0.16), night), thing * 0.85);
  }
  float counter = smoothstep(0.405, 0.395, p.y);
  vec3 front = mix(vec3(0.72, 0.575, 0.45), vec3(0.1, 0.058, 0.036), night) * (0.95 + 0.07 * step(0.5, fract(p.x * 7.0)));
  c = mix(c, front, counter);
  c = mix(c, mix(vec3(0.86, 0.76, 0.65), vec3(0.26, 0.155, 0.09), night), box(p, vec2(aspect * 0.5, 0.4), vec2(aspect, 0.011), 0.006));
  float machine = box(p, vec2(aspect * 0.84, 0.475), vec2(0.13, 0.066), 0.014);
  c = mix(c, mix(vec3(0.75, 0.73, 0.7), vec3(0.19, 0.15, 0.125), night) * (0.9 + 0.25 * smoothstep(0.44, 0.53, p.y)), machine);

  /* Three lamps hang over the counter, and what they light. */
  for (int i = 0; i < 3; i++) {
    float n = float(i);
    vec2 at = vec2(aspect * (0.3 + 0.5 * n / 2.0 + 0.06) + 0.004 * sin(time * 0.33 + n * 2.1), 0.8 - 0.03 * mod(n, 2.0));
    vec2 d = p - at;
    float cord = smoothstep(0.0035, 0.001, abs(d.x)) * step(0.0, d.y);
    c = mix(c, mix(vec3(0.62, 0.55, 0.48), vec3(0.03), night), cord * 0.8);
    float breath = 0.95 + 0.05 * sin(time * 0.41 + n * 1.7);
    float shade = smoothstep(0.008, -0.004, abs(d.x) - (0.075 - d.y * 1.05)) * step(-0.012, d.y) * smoothstep(0.062, 0.056, d.y);
    float bulb = smoothstep(0.04, 0.025, length((d - vec2(0.0, -0.018)) * vec2(0.85, 1.0)));
    vec2 cone = d / vec2(0.34, 0.44);
    float pool = exp(-dot(cone, cone) * 2.2) * smoothstep(0.06, -0.12, d.y);
    c += (pool * 0.42 + exp(-dot(d, d) * 36.0) * 0.3) * breath * mix(vec3(0.1, 0.075, 0.03), vec3(0.95, 0.56, 0.24), night);
    c = mix(c, mix(vec3(0.76, 0.44, 0.33), vec3(0.2, 0.09, 0.05), night), shade);
    c += bulb * breath * mix(vec3(0.14, 0.12, 0.07), vec3(0.85, 0.62, 0.34), night);
  }
  c += bokeh(p + 2.0, 4.2, 5.0, 0.34, 0.34) * mix(0.035, 0.17, night) * smoothstep(0.3, 0.6, p.y);
  c += bokeh(p + 9.0, 7.5, 17.0, 0.3, 0.3) * mix(0.025, 0.12, night) * smoothstep(0.34, 0.5, p.y);

  /* Somebody goes by, out of focus. */
  for (int i = 0; i < 2; i++) {
    float n = float(i), way = n * 2.0 - 1.0;
    float x = mod(time * (0.02 + 0.008 * n) * way + n * 1.3, aspect + 1.6) - 0.8;
    vec2 d = p - vec2(x, 0.4);
    float sway = 0.006 * sin(time * 1.1 + n);
    float body = smoothstep(1.15, 0.75, length((d - vec2(sway, 0.02)) / vec2(0.085, 0.2))) + smoothstep(1.2, 0.7, length((d - vec2(sway * 1.5, 0.265)) / vec2(0.042, 0.052)));
    c = mix(c, mix(vec3(0.76, 0.66, 0.58), vec3(0.045, 0.03, 0.026), night), min(body, 1.0) * 0.6);
  }

  /* Our table: wood, the cup, its steam. */
  float edge = TABLE + 0.006 * sin(p.x * 2.0);
  float table = smoothstep(edge + 0.004, edge - 0.004, p.y);
  vec2 grain = vec2(p.x * 2.2 + 0.4 * fbm2(vec2(p.x * 1.5, p.y * 20.0)), p.y * 38.0);
  vec3 wood = mix(mix(vec3(0.71, 0.545, 0.41), vec3(0.8, 0.645, 0.5), fbm(grain)), mix(vec3(0.15, 0.083, 0.047), vec3(0.25, 0.145, 0.08), fbm(grain)), night);
  wood *= 1.0 - smoothstep(edge - 0.12, edge - 0.3, p.y) * 0.3;
  wood += exp(-pow((p.x - aspect * 0.6) / 0.42, 2.0)) * smoothstep(edge - 0.2, edge, p.y) * mix(vec3(0.08, 0.07, 0.05), vec3(0.2, 0.11, 0.05), night);
  c = mix(c, wood, table);
  vec2 cup = p - vec2(aspect * 0.17 + 0.04, TABLE - 0.035);
  float saucer = smoothstep(1.04, 0.98, length(cup / vec2(0.135, 0.026)));
  vec3 china = mix(vec3(0.95, 0.91, 0.85), vec3(0.5, 0.39, 0.29), night);
  c = mix(c, china * (0.84 + 0.2 * smoothstep(-0.02, 0.02, cup.y)), saucer);
  float taper = 0.078 + 0.024 * smoothstep(0.0, 0.1, cup.y);
  float wall = smoothstep(0.004, -0.004, abs(cup.x) - taper) * smoothstep(0.0, 0.006, cup.y + 0.004) * smoothstep(0.112, 0.106, cup.y);
  float handle = smoothstep(0.01, 0.004, abs(length((cup - vec2(0.108, 0.058)) / vec2(0.8, 1.0)) - 0.032)) * step(0.09, cup.x);
  c = mix(c, china * (0.8 + 0.24 * sin(clamp((cup.x + taper) / (2.0 * taper), 0.0, 1.0) * 3.14)), max(wall, handle));
  float brim = length((cup - vec2(0.0, 0.109)) / vec2(0.1, 0.02));
  c = mix(c, china * 1.05, smoothstep(1.03, 0.97, brim));
  c = mix(c, mix(vec3(0.56, 0.38, 0.26), vec3(0.16, 0.085, 0.05), night), smoothstep(0.9, 0.84, brim));
  vec2 s = cup - vec2(0.0, 0.12);
  float rise = clamp(s.y / 0.42, 0.0, 1.0);
  float drift = (fbm2(vec2(s.y * 4.0 - time * 0.11, 3.0)) - 0.5) * 0.2 * rise;
  float steam = fbm(vec2((s.x + drift) * 11.0, s.y * 5.0 - time * 0.2)) * exp(-pow((s.x + drift) / (0.05 + 0.07 * rise), 2.0));
  steam = smoothstep(0.25, 0.8, steam) * smoothstep(0.0, 0.1, rise) * smoothstep(1.0, 0.25, rise) * step(0.0, s.y);
  c += steam * mix(vec3(0.16), vec3(0.34, 0.27, 0.21), night);
  vec2 v = (uv - 0.5) * vec2(0.9, 1.0);
  c *= 1.0 - dot(v, v) * mix(0.1, 0.7, night);
  finish(c);
}`)
