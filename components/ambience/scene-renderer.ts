/** Draws one scene on a canvas. Plain TypeScript: no React, so that it can be tested and thrown away. */
type SceneRenderer = {
  /** Drawn by the processor because there is no graphics chip: one picture is fine, thirty a second are not. */
  isSlow: boolean
  /** Draws the moment `timeSeconds` on the canvas at its present size. */
  draw(timeSeconds: number): void
  /** Day (light theme) or night, with a short dusk between unless `isInstant`; may be called at any time. */
  setNight(isNight: boolean, isInstant: boolean): void
  /** Gives back the graphics memory. */
  dispose(): void
}

/** Makes a renderer for a canvas, or null where the browser cannot draw it (the still stays). */
export type SceneFactory = (canvas: HTMLCanvasElement, isNight: boolean) => SceneRenderer | null
