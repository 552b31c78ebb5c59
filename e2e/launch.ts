import { drawingArguments, withoutChipArguments } from './drawing'

/**
 * How the browser of the tests is started. `draws: 'scenes'`: with the graphics chip that scenes are drawn by, emulated on
 * the processor, which makes everything dearer.
 */
export const launchOptions = ({ draws = 'pages' }: { draws?: 'pages' | 'scenes' } = {}) => ({
  executablePath: process.env.PLAYWRIGHT_CHROMIUM,
  args: [
    // Chromium refuses its sandbox to root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    ...drawingArguments,
    ...(draws === 'scenes' ? [] : withoutChipArguments),
  ],
})
