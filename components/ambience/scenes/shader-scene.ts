// biome-ignore-all lint/correctness/useHookAtTopLevel: `gl.useProgram` is WebGL's word, not a React hook
import type { SceneFactory } from '../scene-renderer'
import { createProgram, openContext, uniformsOf } from '../webgl'
import { commonShader, vertexShader } from './glsl'

/** A scene painted by one fragment shader: `paint` is GLSL with a `main` that ends in `finish(colour)`. */
export function createShaderScene(paint: string): SceneFactory {
  return (canvas, isNight) => {
    const context = openContext(canvas)
    if (!context) return null
    const { gl, isSlow } = context
    const program = createProgram(gl, vertexShader, commonShader + paint)
    if (!program) return null
    const uniforms = uniformsOf(gl, program, ['aspect', 'time', 'night'])
    const dusk = createDusk(isNight)
    return {
      isSlow,
      draw(timeSeconds) {
        gl.useProgram(program)
        gl.viewport(0, 0, canvas.width, canvas.height)
        gl.uniform1f(uniforms.aspect, canvas.width / canvas.height)
        gl.uniform1f(uniforms.time, timeSeconds)
        gl.uniform1f(uniforms.night, dusk.at(timeSeconds))
        gl.drawArrays(gl.TRIANGLES, 0, 3)
      },
      setNight: dusk.set,
      dispose: () => gl.deleteProgram(program),
    }
  }
}

/** 0 by day, 1 by night, and about a second of dusk between them when the theme changes. */
function createDusk(isNight: boolean) {
  let wanted = isNight ? 1 : 0
  let shown = wanted
  let lastSeconds = 0
  return {
    at(timeSeconds: number) {
      const elapsed = Math.min(0.1, Math.max(0, timeSeconds - lastSeconds))
      lastSeconds = timeSeconds
      shown += (wanted - shown) * Math.min(1, elapsed * 4)
      if (Math.abs(wanted - shown) < 0.004) shown = wanted
      return shown
    },
    set(isNightNow: boolean, isInstant?: boolean) {
      wanted = isNightNow ? 1 : 0
      if (isInstant) shown = wanted
    },
  }
}
