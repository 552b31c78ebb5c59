const wishes: WebGLContextAttributes = { alpha: false, antialias: false, depth: false, powerPreference: 'low-power' }

/** A WebGL 2 context, and whether the browser has to compute it without a graphics chip. Null where there is none. */
export function openContext(canvas: HTMLCanvasElement): { gl: WebGL2RenderingContext; isSlow: boolean } | null {
  const fast = canvas.getContext('webgl2', { ...wishes, failIfMajorPerformanceCaveat: true })
  if (fast) return { gl: fast, isSlow: isSoftware(fast) }
  const slow = canvas.getContext('webgl2', wishes)
  return slow && { gl: slow, isSlow: true }
}

/** Some browsers compute in software without calling it a caveat; the driver's name gives it away. */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL
  const driver: unknown = gl.getParameter(unmasked ?? gl.RENDERER)
  return typeof driver === 'string' && /swiftshader|llvmpipe|softpipe|software|basic render/i.test(driver)
}

/** Compiles and links; null when the driver refuses, so that the still picture stays. */
export function createProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram | null {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)
    if (!shader) return null
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    gl.deleteShader(shader)
  }
  gl.linkProgram(program)
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null
}

/** Looks up the program's uniforms once. A name the compiler removed is null, which WebGL ignores when set. */
export function uniformsOf<Name extends string>(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  names: readonly Name[],
): Record<Name, WebGLUniformLocation | null> {
  return Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(program, name)])) as Record<
    Name,
    WebGLUniformLocation | null
  >
}
