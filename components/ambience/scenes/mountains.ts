import { createShaderScene } from './shader-scene'

/** Ridge behind ridge in the haze, mist moving in the valleys, a low sun or a moon with stars. */
export const createMountains = createShaderScene(/* glsl */ `
float ridge(float x, float n) {
  float s = 1.5 + n * 0.42;
  float h = fbm(vec2(x * s + n * 17.3, n * 3.1));
  float peaks = 1.0 - abs(noise(vec2(x * s * 1.3 + n * 9.7, 4.0)) * 2.0 - 1.0);
  return 0.64 - n * 0.098 + (h - 0.5) * (0.26 - n * 0.018) + peaks * 0.075 * (1.0 - n * 0.15);
}

vec3 sky(vec2 p) {
  vec3 day = mix(vec3(0.985, 0.9, 0.8), vec3(0.78, 0.86, 0.9), smoothstep(0.42, 1.0, p.y));
  vec3 dark = mix(vec3(0.2, 0.14, 0.13), vec3(0.035, 0.042, 0.075), smoothstep(0.4, 0.95, p.y));
  vec3 c = mix(day, dark, night);
  vec2 sun = p - vec2(aspect * 0.68, 0.69);
  float d = length(sun);
  c += mix(vec3(0.1, 0.07, 0.02) * exp(-d * d * 9.0) + vec3(0.06) * smoothstep(0.062, 0.056, d),
           vec3(0.2, 0.16, 0.11) * exp(-d * d * 14.0) + vec3(0.25, 0.22, 0.18) * smoothstep(0.05, 0.047, d), night);
  if (night > 0.01) {
    vec2 g = p * 46.0;
    vec3 h = hash(floor(g), 7.0);
    float star = smoothstep(0.09 * h.z, 0.0, length(fract(g) - 0.2 - 0.6 * h.xy)) * step(0.8, h.y);
    c += night * star * (0.35 + 0.3 * sin(time * (0.4 + h.x) + h.z * 40.0)) * smoothstep(0.55, 0.9, p.y);
  }
  /* Thin high clouds, very slow. */
  float veil = smoothstep(0.45, 0.85, fbm(vec2(p.x * 1.3 - time * 0.006, p.y * 5.0)));
  return c + veil * mix(vec3(0.06, 0.05, 0.04), vec3(0.035, 0.028, 0.026), night) * smoothstep(0.5, 0.8, p.y);
}

void main() {
  vec2 p = vec2(uv.x * aspect, uv.y);
  vec3 c = sky(p);
  for (int i = 0; i < 6; i++) {
    float n = float(i);
    float depth = n / 5.0;
    float x = p.x + sin(time * 0.01 + n) * 0.004 * n;
    float top = ridge(x, n);
    float edge = smoothstep(0.0035, -0.0035, p.y - top);
    vec3 day = mix(vec3(0.815, 0.83, 0.83), vec3(0.5, 0.565, 0.53), depth);
    day = mix(day, vec3(0.93, 0.8, 0.69), 0.34 * (1.0 - depth));
    vec3 dark = mix(vec3(0.2, 0.165, 0.175), vec3(0.04, 0.042, 0.05), depth);
    vec3 rock = mix(day, dark, night);
    /* Light from the side of the sun, shade on the other. */
    float slope = ridge(x + 0.012, n) - top;
    float under = max(top - p.y, 0.0);
    rock *= 1.0 + clamp(-slope * 7.0, -0.1, 0.1) * exp(-under * 26.0);
    rock *= 0.955 + 0.09 * fbm(TURN * p * vec2(9.0, 15.0) + n * 5.0);
    c = mix(c, rock, edge);
    /* Mist gathers at the foot of each ridge and moves through the valley. */
    float foot = smoothstep(top, top - 0.2, p.y);
    float mist = fbm(vec2(p.x * 1.7 - time * (0.012 + 0.006 * n) + n * 7.0, p.y * 4.5 - time * 0.004));
    vec3 air = mix(vec3(0.96, 0.915, 0.86), vec3(0.27, 0.22, 0.21), night);
    c = mix(c, air, edge * foot * smoothstep(0.2, 0.75, mist) * (0.85 - 0.4 * depth));
  }
  finish(c);
}`)
