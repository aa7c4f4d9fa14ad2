import { newFrameQueue } from '../ui/frame-queue.ts'

/** In whose turn a chart is drawn, and in what is built (web/lean.ts) moves: all charts share it, or many would be drawn in one frame. */
export const frames = newFrameQueue((run) => requestAnimationFrame(run))
