import { createShaderScene } from './shader-scene'

/** Open water towards the horizon, a swell that comes in slowly, and the light of a low sun or the moon upon it. */
export const createOcean = createShaderScene(/* glsl */ `
const float HORIZON = 0.56;

vec3 sky(vec2 p) {
  float up = clamp((p.y - HORIZON) / (1.0 - HORIZON), 0.0, 1.0);
  vec3 day = mix(vec3(0.99, 0.905, 0.815), vec3(0.725, 0.85, 0.885), smoothstep(0.0, 0.9, up));
  vec3 dark = mix(vec3(0.165, 0.125, 0.12), vec3(0.028, 0.04, 0.066), smoothstep(0.0, 0.8, up));
  vec3 c = mix(day, dark, night);
  vec2 q = vec2(p.x * 1.1 - time * 0.008, (p.y - HORIZON) * 5.5);
  float cloud = smoothstep(0.48, 0.82, fbm(q + vec2(0.0, 3.0))) * smoothstep(0.02, 0.3, up) * smoothstep(1.0, 0.4, up);
  return c + cloud * mix(vec3(0.07, 0.05, 0.05), vec3(0.05, 0.042, 0.042), night);
}

void main() {
  vec2 p = vec2(uv.x * aspect, uv.y);
  vec2 lamp = vec2(aspect * 0.34, HORIZON + 0.17);
  vec3 c;
  if (p.y > HORIZON) {
    c = sky(p);
    float d = length(p - lamp);
    c += mix(vec3(0.1, 0.075, 0.03) * exp(-d * d * 10.0) + vec3(0.05) * smoothstep(0.066, 0.058, d),
             vec3(0.17, 0.14, 0.1) * exp(-d * d * 16.0) + vec3(0.27, 0.24, 0.2) * smoothstep(0.05, 0.047, d), night);
  } else {
    float below = HORIZON - p.y;
    float z = 0.16 / (below + 0.012);
    vec2 w = vec2((p.x - aspect * 0.5) * z * 5.0, z * 11.0);
    /* The swell rolls in; ripples cross it. */
    float far = exp(-z * 0.35);
    float swell = fbm2(vec2(w.x * 0.45 + time * 0.04, w.y * 0.7 + time * 0.3));
    float ripple = fbm(vec2(w.x * 1.6 - time * 0.12, w.y * 1.9 + time * 0.55));
    float height = swell * 0.66 + ripple * 0.34;
    float slope = (height - 0.5) * far;
    vec3 mirrored = sky(vec2(p.x, HORIZON + below * 0.7 + 0.05 + slope * 0.8));
    vec3 deep = mix(vec3(0.43, 0.62, 0.635), vec3(0.03, 0.055, 0.072), night);
    float fresnel = clamp(0.26 + 0.62 * exp(-below * 4.6) + slope * 1.5, 0.0, 1.0);
    c = mix(deep, mirrored * mix(vec3(0.96, 0.98, 0.98), vec3(0.85, 0.9, 0.95), night), fresnel);
    /* The path of light: sparks where a wave happens to face us. */
    float path = exp(-pow((p.x - lamp.x) / (0.05 + below * 0.42), 2.0));
    float spark = smoothstep(0.5, 0.72, fbm(vec2(w.x * 2.6 - time * 0.25, w.y * 2.4 + time * 0.8)) * 0.6 + height * 0.4);
    c += path * spark * mix(vec3(0.2, 0.17, 0.11), vec3(0.46, 0.38, 0.28), night) * (0.35 + 0.65 * exp(-below * 2.4));
    c += path * exp(-below * 16.0) * mix(vec3(0.06), vec3(0.14, 0.115, 0.09), night);
    /* A crest breaks here and there, close by. */
    float crest = smoothstep(0.66, 0.8, swell) * smoothstep(0.55, 0.75, ripple) * smoothstep(0.08, 0.4, below);
    c += crest * mix(vec3(0.13), vec3(0.06, 0.065, 0.07), night);
    c = mix(c, sky(vec2(p.x, HORIZON + 0.002)), exp(-below * 46.0) * 0.85);
  }
  finish(c);
}`)
