import type { SceneFactory } from './scene-renderer'

export type ScenePlayer = {
  setNight(isNight: boolean): void
  /** One quiet frame instead of movement. */
  setStill(isStill: boolean): void
  stop(): void
}

/** 30 pictures a second is plenty for rain, and half the battery. */
const frameMs = 1000 / 30
/** The first seconds after waking are busy with other things and say nothing about the machine. */
const settleMs = 2_000
/** More pixels than this are not seen behind glass. */
const maxPixels = 1_700_000
/** Without a graphics chip one picture of that size takes seconds, in which the whole page stands still. */
const maxPixelsInSoftware = 150_000
/** The moment drawn when nothing may move: chosen because the drops sit well in it. */
const stillSeconds = 41

/**
 * Plays a scene in `host`: sized to it, 30 frames a second, asleep while the page is hidden, coarser when the machine
 * is slow and still when that does not help, gone (leaving the still picture) when the graphics context is lost.
 */
export function playScene(
  host: HTMLElement,
  create: SceneFactory,
  initial: { isNight: boolean; isStill: boolean },
): ScenePlayer | null {
  const canvas = document.createElement('canvas')
  canvas.className = 'absolute inset-0 size-full opacity-0 transition-opacity duration-(--duration-fade)'
  const renderer = create(canvas, initial.isNight)
  if (!renderer) return null
  host.append(canvas)

  let isStill = initial.isStill || renderer.isSlow
  let quality = 1
  let request = 0
  /** When the scene woke and when it last drew, by the clock of the frames; null until the first frame after waking. */
  let wokenAtMs: number | null = null
  let lastMs = 0
  let slowFrames = 0

  function resize() {
    const { width, height } = host.getBoundingClientRect()
    if (width === 0 || height === 0) return
    const density = Math.min(window.devicePixelRatio, 1.5) * quality
    const most = renderer?.isSlow ? maxPixelsInSoftware : maxPixels
    const scale = Math.min(density, Math.sqrt(most / (width * height)))
    canvas.width = Math.max(2, Math.round(width * scale))
    canvas.height = Math.max(2, Math.round(height * scale))
    if (isStill) drawStill()
  }

  function drawStill() {
    renderer?.draw(stillSeconds)
  }

  /** Fewer pixels after a run of late frames; never more again, so that it does not swing. */
  function watchPace(gapMs: number) {
    slowFrames = gapMs > frameMs * 1.7 ? slowFrames + 1 : Math.max(0, slowFrames - 1)
    const isHopeless = gapMs > frameMs * 8
    if (slowFrames < (isHopeless ? 3 : 20)) return
    slowFrames = 0
    if (quality > 0.4 && !isHopeless) {
      quality *= 0.7
      resize()
    } else {
      // Coarse and still late: leave this machine in peace.
      isStill = true
      run()
    }
  }

  function frame(nowMs: number) {
    request = requestAnimationFrame(frame)
    if (wokenAtMs === null) {
      wokenAtMs = nowMs
      lastMs = nowMs - frameMs
    }
    const gapMs = nowMs - lastMs
    if (gapMs < frameMs - 2) return
    if (nowMs > wokenAtMs + settleMs) watchPace(gapMs)
    if (isStill) return
    lastMs = nowMs
    renderer?.draw(nowMs / 1000)
    canvas.classList.remove('opacity-0')
  }

  function run() {
    cancelAnimationFrame(request)
    request = 0
    if (document.hidden) return
    host.toggleAttribute('data-alive', !isStill)
    if (isStill) {
      drawStill()
      canvas.classList.remove('opacity-0')
      return
    }
    wokenAtMs = null
    request = requestAnimationFrame(frame)
  }

  function stop() {
    cancelAnimationFrame(request)
    document.removeEventListener('visibilitychange', run)
    canvas.removeEventListener('webglcontextlost', stop)
    sizes.disconnect()
    host.removeAttribute('data-alive')
    renderer?.dispose()
    canvas.remove()
  }

  const sizes = new ResizeObserver(resize)
  sizes.observe(host)
  document.addEventListener('visibilitychange', run)
  canvas.addEventListener('webglcontextlost', stop)
  resize()
  run()

  return {
    setNight(isNight) {
      renderer.setNight(isNight, isStill)
      if (isStill) drawStill()
    },
    setStill(next) {
      isStill = next || renderer.isSlow
      run()
    },
    stop,
  }
}
