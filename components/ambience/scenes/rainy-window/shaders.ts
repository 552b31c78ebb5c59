/** One triangle that covers the canvas; needs no buffers. */
export const vertexShader = /* glsl */ `#version 300 es
out vec2 uv;
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  uv = corner;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`

const common = /* glsl */ `#version 300 es
precision highp float;
in vec2 uv;
out vec4 color;
uniform float aspect;
uniform float time;
uniform float night;

/* Hashes without sine: the same on every GPU. After Jarzynski and Olano, "Hash functions for GPU rendering" (pcg). */
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
`

/**
 * Pass 1, small and soft: the street beyond the window, out of focus. By night lamps, lit windows and passing cars,
 * mirrored in the wet road; by day pale walls, a few trees and an awning under an overcast sky.
 */
export const streetShader = /* glsl */ `${common}
const float HORIZON = 0.34;

vec3 lamp(float pick) {
  vec3 amber = vec3(1.0, 0.62, 0.25), cream = vec3(1.0, 0.83, 0.58), ember = vec3(0.95, 0.33, 0.17), teal = vec3(0.36, 0.66, 0.66);
  return pick < 0.56 ? amber : pick < 0.80 ? cream : pick < 0.93 ? ember : teal;
}

/* Lights out of focus: flat discs with a slightly brighter rim, as a lens draws them. */
vec3 bokeh(vec2 p, float scale, float seed, float size, float density, vec2 stretch) {
  vec2 grid = p * scale;
  vec2 base = floor(grid);
  vec3 sum = vec3(0.0);
  for (int y = -1; y <= 1; y++) for (int x = -1; x <= 1; x++) {
    vec2 cell = base + vec2(x, y);
    vec3 h = hash(cell, seed), k = hash(cell, seed + 31.0);
    if (h.x > density) continue;
    vec2 centre = cell + 0.5 + (h.yz - 0.5) * 0.7;
    float radius = size * (0.45 + 0.55 * k.x);
    float d = length((grid - centre) * stretch) / radius;
    float disc = smoothstep(1.0, 0.86, d) * (0.62 + 0.38 * smoothstep(0.3, 0.97, d));
    float breath = 0.8 + 0.2 * sin(time * (0.15 + 0.35 * k.y) + k.z * 6.28);
    sum += lamp(k.z) * disc * breath * (0.25 + 0.75 * h.y);
  }
  return sum;
}

vec3 cars(vec2 p) {
  vec3 sum = vec3(0.0);
  for (int i = 0; i < 3; i++) {
    float n = float(i);
    float towards = mod(n, 2.0) * 2.0 - 1.0;
    float span = aspect + 1.2;
    float x = mod(time * (0.035 + 0.012 * n) * towards + n * 0.77, span) - 0.6;
    vec3 tint = towards > 0.0 ? vec3(1.0, 0.86, 0.66) : vec3(0.95, 0.2, 0.12);
    for (int pair = 0; pair < 2; pair++) {
      vec2 centre = vec2(x + float(pair) * 0.065, HORIZON - 0.015 - 0.022 * n);
      float d = length(p - centre) / (0.026 + 0.006 * n);
      sum += tint * (smoothstep(1.0, 0.8, d) * 0.5 + exp(-d * d * 0.22) * 0.1);
    }
  }
  return sum;
}

/* Houses over the road. Lots have uneven widths; "soft" is how far out of focus their edges are. */
vec3 houses(vec2 p, float soft, out float mass, out vec3 tint) {
  float bent = p.x + 0.07 * sin(p.x * 5.1 + 1.3);
  float lot = floor(bent / 0.4), inside = fract(bent / 0.4);
  vec3 h = hash(vec2(lot, 7.0), 3.0);
  vec3 next = hash(vec2(lot + (inside > 0.5 ? 1.0 : -1.0), 7.0), 3.0);
  float share = 0.5 * smoothstep(soft * 2.5, 0.0, min(inside, 1.0 - inside) * 0.4);
  tint = mix(h, next, share);
  float roof = HORIZON + 0.3 + 0.38 * tint.x;
  mass = smoothstep(roof + soft, roof - soft, p.y) * smoothstep(HORIZON - 0.01, HORIZON + 0.01, p.y);
  vec2 grid = vec2((bent - lot * 0.4) / (0.1 + 0.034 * floor(h.y * 2.99)), (p.y - HORIZON - 0.1 - 0.06 * h.z) / (0.15 + 0.03 * h.x));
  vec2 cell = floor(grid);
  vec3 w = hash(cell + vec2(lot * 9.0, 0.0), 11.0);
  vec2 away = max(abs(fract(grid) - 0.5 - (w.yx - 0.5) * 0.12) - vec2(0.08, 0.17), 0.0);
  float pane = smoothstep(0.26, 0.1, length(away));
  float lit = step(w.x, 0.26) * step(0.0, cell.y);
  vec3 glow = mix(vec3(1.0, 0.62, 0.28), vec3(1.0, 0.8, 0.52), w.y) * (0.22 + 0.6 * w.z * w.z);
  return glow * pane * lit * mass;
}

vec3 nightStreet(vec2 p) {
  float mirror = step(p.y, HORIZON);
  float depth = max(HORIZON - p.y, 0.0);
  vec2 q = p;
  if (mirror > 0.5) {
    /* The wet road: everything upside down, drawn out, broken by slow ripples. */
    q.y = HORIZON + depth * 1.5;
    q.x += (sin(p.y * 90.0 + time * 0.35) * 0.5 + sin(p.y * 47.0 - time * 0.22)) * 0.012 * (0.4 + depth * 3.0);
  }
  float up = clamp((q.y - HORIZON) / (1.0 - HORIZON), 0.0, 1.0);
  vec3 sky = mix(vec3(0.25, 0.155, 0.105), vec3(0.07, 0.075, 0.1), smoothstep(0.0, 0.8, up));
  float mass;
  vec3 tint;
  vec3 windows = houses(q, 0.02, mass, tint);
  vec3 wall = mix(vec3(0.085, 0.06, 0.05), vec3(0.045, 0.042, 0.05), up);
  vec3 c = mix(sky, wall, mass * 0.7) + windows * 0.72;
  vec2 stretch = mix(vec2(1.0), vec2(1.15, 0.4), mirror);
  float band = exp(-pow((q.y - HORIZON - 0.16) / 0.26, 2.0));
  c += bokeh(q + 2.1, 3.4, 5.0, 0.34, 0.5, stretch) * (0.07 + 0.5 * band);
  c += bokeh(q + 7.3, 5.4, 17.0, 0.34, 0.5, stretch) * (0.03 + 0.62 * band);
  c += bokeh(q + 4.9, 9.0, 29.0, 0.3, 0.42, stretch) * 0.7 * band;
  c += cars(vec2(q.x, mirror > 0.5 ? 2.0 * HORIZON - q.y : q.y));
  c += vec3(0.5, 0.27, 0.1) * exp(-pow((q.y - HORIZON) / 0.13, 2.0)) * 0.3;
  return mix(c, c * vec3(0.5, 0.48, 0.5), mirror);
}

vec3 dayStreet(vec2 p) {
  float mirror = step(p.y, HORIZON);
  vec2 q = p;
  float depth = max(HORIZON - p.y, 0.0);
  if (mirror > 0.5) {
    q.y = HORIZON + depth * 1.5;
    q.x += sin(p.y * 60.0 + time * 0.3) * 0.01;
  }
  float up = clamp((q.y - HORIZON) / (1.0 - HORIZON), 0.0, 1.0);
  vec3 c = mix(vec3(0.895, 0.862, 0.81), vec3(0.965, 0.95, 0.925), smoothstep(0.0, 0.8, up));
  float mass;
  vec3 tint;
  vec3 windows = houses(q, 0.07, mass, tint);
  vec3 wall = mix(vec3(0.9, 0.825, 0.735), vec3(0.85, 0.82, 0.785), tint.y);
  wall = mix(wall, vec3(0.885, 0.765, 0.68), smoothstep(0.5, 0.8, tint.z));
  c = mix(c, wall, mass * 0.78);
  /* By day the windows are the darker part. */
  c -= dot(windows, vec3(0.333)) * vec3(0.12, 0.1, 0.085);
  /* Trees along the kerb, and an awning: the one warm thing out there. */
  float crowns = 0.0;
  for (int i = 0; i < 5; i++) {
    vec3 k = hash(vec2(float(i), 2.0), 23.0);
    vec2 at = vec2((float(i) + 0.1 + 0.8 * k.x) * 0.52, HORIZON + 0.2 + 0.12 * k.y);
    float wide = 0.16 + 0.12 * k.z;
    crowns = max(crowns, smoothstep(wide, wide * 0.1, length((q - at) * vec2(1.0, 0.85))));
  }
  c = mix(c, vec3(0.67, 0.715, 0.6), crowns * 0.6);
  float reach = abs(q.x - aspect * 0.74);
  float awning = smoothstep(0.07, -0.03, abs(q.y - HORIZON - 0.13 + reach * 0.05) - 0.02) * smoothstep(0.12, -0.06, reach - 0.2);
  c = mix(c, vec3(0.85, 0.57, 0.45), awning * 0.6);
  /* Sun behind the cloud. */
  vec2 sun = q - vec2(aspect * 0.62, 0.95);
  c += vec3(0.09, 0.075, 0.045) * exp(-dot(sun, sun) * 4.0);
  c += vec3(0.06, 0.055, 0.045) * exp(-pow((q.y - HORIZON - 0.02) / 0.1, 2.0));
  c += bokeh(q, 3.2, 5.0, 0.36, 0.45, vec2(1.0)).ggg * vec3(0.17, 0.16, 0.14);
  c += bokeh(q + 3.3, 6.1, 17.0, 0.34, 0.4, vec2(1.0)).ggg * vec3(0.16, 0.15, 0.13);
  return mix(c, c * vec3(0.955, 0.95, 0.945) + 0.012, mirror);
}

void main() {
  vec2 p = vec2(uv.x * aspect, uv.y);
  vec3 c = vec3(0.0);
  if (night > 0.001) c += nightStreet(p) * night;
  if (night < 0.999) c += dayStreet(p) * (1.0 - night);
  color = vec4(c, 1.0);
}`

/**
 * Pass 2: the glass. Mist that softens the street, beads that sit, drops that slide, stop and slide on, wiping the
 * mist away behind them. Each drop is a small lens and shows the street upside down.
 */
export const glassShader = /* glsl */ `${common}
uniform sampler2D street;
uniform float pixelsHigh;

const float TAU = 6.2832;

/* What the water does to a pixel: bend (offset into the street), body (inside a drop), wiped (mist gone). */
struct Water { vec2 bend; float body; float wiped; float rim; };

void addLens(inout Water w, vec2 delta, float radius, float strength) {
  float d = length(delta) / radius;
  float body = smoothstep(1.0, 1.0 - min(0.6, 2.5 / (radius * pixelsHigh)), d);
  if (body <= 0.0) return;
  w.bend = mix(w.bend, -delta * (4.0 + 3.5 * d * d) * strength, body);
  w.rim = mix(w.rim, smoothstep(0.55, 1.0, d), body);
  w.body = max(w.body, body);
}

/* Beads that condense, sit a while and dry up. */
void beads(inout Water w, vec2 p, float scale, float seed, float amount) {
  vec2 grid = p * scale;
  vec2 cell = floor(grid);
  vec3 h = hash(cell, seed);
  float age = fract(time * (0.012 + 0.016 * h.z) + h.x);
  float size = smoothstep(0.0, 0.12, age) * smoothstep(1.0, 0.55, age);
  vec3 k = hash(cell, seed + 57.0);
  if (k.x > amount) return;
  vec2 delta = grid - cell - 0.5 - (vec2(h.y, k.y) - 0.5) * 0.55;
  float wobble = 1.0 + 0.14 * sin(atan(delta.y, delta.x) * 2.0 + k.z * TAU);
  addLens(w, delta / scale, (0.06 + 0.17 * k.z * k.z) * size * wobble / scale + 1e-5, 1.0);
}

/* Where the drop of a column is at height y: it follows the dirt on the glass, always the same way. */
float path(float y, vec3 h) {
  return 0.16 * sin(y * 7.0 + h.y * TAU) + 0.07 * sin(y * 17.0 + h.z * TAU);
}

/* Drops that slide. One a column; they hesitate, because water does. */
void slides(inout Water w, vec2 p, float columns, float seed, float speed) {
  float column = floor(p.x * columns);
  vec3 h = hash(vec2(column, 0.0), seed), k = hash(vec2(column, 1.0), seed);
  float s = time * speed * (0.55 + 0.9 * h.x) + h.y * 7.0;
  float round = floor(s);
  vec3 m = hash(vec2(column, round), seed + 3.0);
  float f = fract(s);
  /* Stick and slip: three waits on the way, still always downwards. */
  f += 0.92 * sin(f * TAU * 3.0) / (TAU * 3.0);
  float y = 1.12 - f * 1.3;
  float x = (column + 0.5 + (m.x - 0.5) * 0.3) / columns;
  float here = x + path(p.y, m) / columns;
  float radius = (0.085 + 0.075 * m.y) / columns;

  /* The wiped trail above the drop, misting over again with distance; beads left behind in it. */
  float above = p.y - y;
  float length_ = 0.22 + 0.3 * m.z;
  float fade = smoothstep(length_, 0.0, above) * smoothstep(-0.002, 0.01, above);
  float across = abs(p.x - here);
  float wiped = smoothstep(radius * 0.95, radius * 0.35, across) * fade;
  w.wiped = max(w.wiped, wiped);
  if (above > radius && fade > 0.02) {
    float step_ = radius * 2.6;
    float row = floor(p.y / step_);
    vec3 b = hash(vec2(column, row), seed + 9.0);
    vec2 at = vec2(x + path((row + 0.5) * step_, m) / columns + (b.x - 0.5) * radius * 0.9, (row + 0.3 + 0.4 * b.y) * step_);
    addLens(w, p - at, radius * (0.12 + 0.3 * b.z) * sqrt(fade), 1.0);
  }
  /* The drop itself: round below, drawn out above. */
  vec2 delta = p - vec2(x + path(y, m) / columns, y);
  if (delta.y > 0.0) delta.y *= 0.62;
  addLens(w, delta, radius * (0.9 + 0.1 * k.z), 0.9);
}

vec3 look(vec2 at, float blur) { return textureLod(street, clamp(at, 0.002, 0.998), blur).rgb; }

/* A wider blur than one mip level gives, without its blocks. */
vec3 misty(vec2 at) {
  float wide = mix(0.013, 0.008, night);
  vec2 e = vec2(wide / aspect, wide);
  return (look(at, 2.4) * 2.0 + look(at + e, 2.6) + look(at - e, 2.6) + look(at + vec2(e.x, -e.y), 2.6) + look(at + vec2(-e.x, e.y), 2.6)) / 6.0;
}

void main() {
  vec2 p = vec2(uv.x * aspect, uv.y);
  Water w = Water(vec2(0.0), 0.0, 0.0, 0.0);
  beads(w, p, 44.0, 151.0, 0.75);
  beads(w, p + 1.9, 25.0, 101.0, 0.6);
  beads(w, p + 3.7, 13.0, 211.0, 0.42);
  slides(w, p, 5.0, 307.0, 0.02);
  slides(w, p + 0.31, 8.0, 401.0, 0.028);
  slides(w, p + 0.77, 13.0, 503.0, 0.022);

  float mist = mix(0.72, 0.94, smoothstep(0.75, 0.0, uv.y)) * (1.0 - w.wiped * 0.85);
  vec3 fogged = misty(uv);
  fogged = mix(fogged * 0.92 + vec3(0.042, 0.035, 0.031), fogged * 0.9 + 0.098, 1.0 - night);
  vec3 clear_ = look(uv, 1.0) * mix(0.975, 0.92, night);
  vec3 c = mix(clear_, fogged, mist);

  vec3 lens = look(uv + vec2(w.bend.x / aspect, w.bend.y), 1.2);
  /* The upper part of a drop mirrors the dark room, the lower part gathers the light of the street. */
  float shade = mix(1.0, mix(0.86, 0.5, night), w.rim);
  vec3 drop = lens * shade * mix(1.0, 1.28, night) + vec3(0.02) * night;
  c = mix(c, drop, w.body);
  float glint = w.body * smoothstep(0.35, 0.9, w.rim) * smoothstep(0.0, 1.0, dot(normalize(w.bend + 1e-5), vec2(-0.5, -0.86)));
  c += glint * mix(vec3(0.16), vec3(0.2, 0.15, 0.1), night);

  /* The room behind you: two hanging lamps, faint in the pane. */
  if (night > 0.001) {
    vec2 a = (p - vec2(aspect * 0.83, 0.86)) / vec2(0.17, 0.1), b = (p - vec2(aspect * 0.2, 0.97)) / vec2(0.14, 0.08);
    c += night * vec3(0.95, 0.6, 0.3) * (exp(-dot(a, a)) * 0.1 + exp(-dot(b, b)) * 0.07);
  }

  vec2 v = (uv - 0.5) * vec2(0.9, 1.0);
  c *= 1.0 - dot(v, v) * mix(0.18, 0.75, night);
  /* A soft shoulder keeps the brightest lamp within what the glass in front promises to dim. */
  float bright = max(c.r, max(c.g, c.b));
  c *= mix(1.0, min(1.0, (0.5 + 0.2 * (1.0 - exp(-(bright - 0.5) * 2.2))) / max(bright, 0.001)), night * step(0.5, bright));
  /* One part in 255 of grain, so that dark gradients do not band. */
  c += (hash(gl_FragCoord.xy, 1.0).x - 0.5) / 200.0;
  color = vec4(c, 1.0);
}`
