// biome-ignore-all lint/correctness/useHookAtTopLevel: `gl.useProgram` is WebGL's word, not a React hook
import type { SceneFactory } from '../../scene-renderer'
import { createProgram, openContext, uniformsOf } from '../../webgl'
import { glassShader, streetShader, vertexShader } from './shaders'

/** Height of the street picture. It is out of focus anyway, and small is what makes it cheap. */
const streetPixelsHigh = 256
const names = ['aspect', 'time', 'night', 'street', 'pixelsHigh'] as const

/** A cafe window in the rain: the street is drawn small and soft, then seen through wet glass. */
export const createRainyWindow: SceneFactory = (canvas, isNight) => {
  const context = openContext(canvas)
  if (!context) return null
  const { gl, isSlow } = context
  const street = createProgram(gl, vertexShader, streetShader)
  const glass = createProgram(gl, vertexShader, glassShader)
  const texture = gl.createTexture()
  const target = gl.createFramebuffer()
  if (!street || !glass) return null

  const streetUniforms = uniformsOf(gl, street, names)
  const glassUniforms = uniformsOf(gl, glass, names)
  let streetPixelsWide = 0
  let nightTarget = isNight ? 1 : 0
  let night = nightTarget
  let lastSeconds = 0

  function resizeStreet(context: WebGL2RenderingContext, aspect: number) {
    const wide = Math.max(64, Math.round(streetPixelsHigh * aspect))
    if (wide === streetPixelsWide) return
    streetPixelsWide = wide
    context.bindTexture(context.TEXTURE_2D, texture)
    context.texImage2D(
      context.TEXTURE_2D,
      0,
      context.RGBA8,
      wide,
      streetPixelsHigh,
      0,
      context.RGBA,
      context.UNSIGNED_BYTE,
      null,
    )
    context.texParameteri(context.TEXTURE_2D, context.TEXTURE_MIN_FILTER, context.LINEAR_MIPMAP_LINEAR)
    context.texParameteri(context.TEXTURE_2D, context.TEXTURE_WRAP_S, context.CLAMP_TO_EDGE)
    context.texParameteri(context.TEXTURE_2D, context.TEXTURE_WRAP_T, context.CLAMP_TO_EDGE)
    context.bindFramebuffer(context.FRAMEBUFFER, target)
    context.framebufferTexture2D(context.FRAMEBUFFER, context.COLOR_ATTACHMENT0, context.TEXTURE_2D, texture, 0)
  }

  return {
    isSlow,
    draw(timeSeconds) {
      // Dusk falls in about a second when the theme changes.
      const elapsed = Math.min(0.1, Math.max(0, timeSeconds - lastSeconds))
      lastSeconds = timeSeconds
      night += (nightTarget - night) * Math.min(1, elapsed * 4)
      if (Math.abs(nightTarget - night) < 0.004) night = nightTarget

      const aspect = canvas.width / canvas.height
      resizeStreet(gl, aspect)
      gl.useProgram(street)
      gl.bindFramebuffer(gl.FRAMEBUFFER, target)
      gl.viewport(0, 0, streetPixelsWide, streetPixelsHigh)
      gl.uniform1f(streetUniforms.aspect, aspect)
      gl.uniform1f(streetUniforms.time, timeSeconds)
      gl.uniform1f(streetUniforms.night, night)
      gl.drawArrays(gl.TRIANGLES, 0, 3)

      gl.useProgram(glass)
      gl.bindFramebuffer(gl.FRAMEBUFFER, null)
      gl.viewport(0, 0, canvas.width, canvas.height)
      gl.bindTexture(gl.TEXTURE_2D, texture)
      gl.generateMipmap(gl.TEXTURE_2D)
      gl.uniform1i(glassUniforms.street, 0)
      gl.uniform1f(glassUniforms.aspect, aspect)
      gl.uniform1f(glassUniforms.time, timeSeconds)
      gl.uniform1f(glassUniforms.night, night)
      gl.uniform1f(glassUniforms.pixelsHigh, canvas.height)
      gl.drawArrays(gl.TRIANGLES, 0, 3)
    },
    setNight(isNightNow, isInstant) {
      nightTarget = isNightNow ? 1 : 0
      if (isInstant) night = nightTarget
    },
    dispose() {
      gl.deleteTexture(texture)
      gl.deleteFramebuffer(target)
      gl.deleteProgram(street)
      gl.deleteProgram(glass)
    },
  }
}
