import { createShaderScene } from './shader-scene'

/** Nothing but light: a few large soft glows that move like slow breath. */
export const createMinimal = createShaderScene(/* glsl */ `
float glow(vec2 p, vec2 at, float size) {
  vec2 d = (p - at) / size;
  return exp(-dot(d, d));
}

void main() {
  vec2 p = vec2(uv.x * aspect, uv.y);
  float t = time * 0.045;
  vec2 a = vec2(aspect * (0.28 + 0.13 * sin(t)), 0.72 + 0.14 * cos(t * 0.8));
  vec2 b = vec2(aspect * (0.76 + 0.12 * cos(t * 0.7 + 1.0)), 0.34 + 0.16 * sin(t * 0.9));
  vec2 d = vec2(aspect * (0.5 + 0.2 * sin(t * 0.5 + 2.0)), 0.04 + 0.1 * sin(t * 0.6));
  float wave = fbm2(p * 0.9 + vec2(t * 0.6, -t * 0.4));
  vec3 day = vec3(0.938, 0.913, 0.877);
  day = mix(day, vec3(0.955, 0.83, 0.72), glow(p, a, 0.5) * 0.75);
  day = mix(day, vec3(0.79, 0.865, 0.83), glow(p, b, 0.54) * 0.72);
  day = mix(day, vec3(0.925, 0.775, 0.715), glow(p, d, 0.42) * 0.6);
  vec3 dark = vec3(0.06, 0.05, 0.048);
  dark = mix(dark, vec3(0.5, 0.3, 0.155), glow(p, a, 0.46) * 0.72);
  dark = mix(dark, vec3(0.1, 0.215, 0.22), glow(p, b, 0.54) * 0.8);
  dark = mix(dark, vec3(0.33, 0.14, 0.1), glow(p, d, 0.42) * 0.7);
  vec3 c = mix(day, dark, night);
  c *= 1.0 + (wave - 0.5) * mix(0.045, 0.28, night);
  finish(c);
}`)
