import { createShaderScene } from './shader-scene'

/** Night: drifting stars, clouds of warm and teal dust, a ringed planet. Day: the same sky in pale ink on cream. */
export const createSpace = createShaderScene(/* glsl */ `
float stars(vec2 p, float scale, float seed, float rare) {
  vec2 g = p * scale, cell = floor(g);
  vec3 h = hash(cell, seed);
  if (h.z < rare) return 0.0;
  float d = length(g - cell - 0.25 - 0.5 * h.xy);
  float shine = 0.55 + 0.45 * sin(time * (0.25 + h.x) + h.y * 40.0);
  return exp(-d * d * 210.0) * shine + exp(-d * d * 26.0) * 0.12 * shine * step(0.985, h.z);
}

void main() {
  vec2 p = vec2((uv.x - 0.5) * aspect, uv.y - 0.5);
  vec2 drift = vec2(time * 0.0035, time * 0.0012);
  vec2 q = TURN * (p + drift) * 1.5;
  float warp = fbm(q * 1.2 + 3.0);
  float dust = fbm(q * 1.5 + vec2(warp * 1.5, warp * 0.9) + time * 0.008);
  float band = exp(-pow((p.y + p.x * 0.38 - 0.06 + (warp - 0.5) * 0.22) / 0.3, 2.0));
  float glow = smoothstep(0.34, 0.9, dust) * (0.35 + 0.9 * band);
  float teal = smoothstep(0.4, 0.85, fbm(q * 1.1 - 7.0 - time * 0.006)) * (0.3 + band);

  vec3 dark = vec3(0.022, 0.02, 0.034) + vec3(0.34, 0.17, 0.1) * glow * 0.85 + vec3(0.06, 0.17, 0.2) * teal * 0.7;
  dark *= 1.0 - 0.5 * smoothstep(0.5, 0.8, fbm(q * 2.6 + 20.0)) * band;
  float far = stars(p + drift * 2.0, 34.0, 3.0, 0.6);
  float near = stars(p + drift * 5.0, 15.0, 9.0, 0.78);
  dark += vec3(0.75, 0.78, 0.86) * far * 0.5 + vec3(1.0, 0.86, 0.68) * near * 0.85;

  vec3 day = vec3(0.945, 0.915, 0.87) - vec3(0.04, 0.11, 0.15) * glow * 0.8 - vec3(0.15, 0.06, 0.045) * teal * 0.6;
  day -= vec3(0.26, 0.3, 0.32) * far * 0.75 + vec3(0.2, 0.34, 0.42) * near * 0.9;
  vec3 c = mix(day, dark, night);

  /* The planet: bands of cloud that turn, light from the left, a thin ring across. */
  vec2 centre = vec2(aspect * 0.34, 0.2);
  vec2 o = (p - centre) / 0.15;
  float r = length(o);
  vec2 tilt = mat2(0.94, 0.34, -0.34, 0.94) * o;
  float ringR = length(tilt * vec2(1.0, 3.9));
  float ring = smoothstep(1.45, 1.52, ringR) * smoothstep(2.25, 2.12, ringR) * (0.55 + 0.45 * noise(vec2(ringR * 19.0, 2.0)));
  vec3 ringTint = mix(vec3(0.76, 0.66, 0.56), vec3(0.5, 0.39, 0.29), night);
  bool isBehind = tilt.y > 0.0;
  if (isBehind) c = mix(c, ringTint, ring * 0.62);
  if (r < 1.03) {
    float z = sqrt(max(0.0, 1.0 - r * r));
    float lat = tilt.y * 4.2 + 0.35 * fbm(vec2(tilt.x * 2.2 / (0.35 + z) + time * 0.02, tilt.y * 5.0));
    float cloud = fbm2(vec2(lat, 1.5)) * 0.75 + 0.25 * noise(vec2(lat * 3.0, 8.0));
    vec3 body = mix(mix(vec3(0.86, 0.69, 0.55), vec3(0.96, 0.88, 0.77), cloud), mix(vec3(0.36, 0.19, 0.1), vec3(0.72, 0.5, 0.32), cloud), night);
    float sun = clamp(dot(vec3(o, z), normalize(vec3(-0.75, 0.3, 0.5))), 0.0, 1.0);
    body *= mix(0.82 + 0.22 * sun, 0.05 + 0.98 * sun, night);
    c = mix(c, body, smoothstep(1.01, 0.985, r));
  }
  c += mix(vec3(0.0), vec3(0.2, 0.11, 0.06), night) * exp(-max(r - 1.0, 0.0) * 7.0) * step(1.0, r) * smoothstep(0.6, -0.6, o.x) * 0.5;
  if (!isBehind) c = mix(c, ringTint, ring * 0.8);
  finish(c);
}`)
