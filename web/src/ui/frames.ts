import { newFrameQueue } from './frame-queue.ts'

const BANDS = 4

/** In whose turn a chart is drawn, and what moves in it or in a number (web/lean.ts): all share it, or many would be drawn in one frame. */
export const frames = newFrameQueue((run) => requestAnimationFrame(run))

/** News of many tiles at once is shown one every other frame, or all would be drawn in one; what it makes move has the frames between. */
export const news = newFrameQueue((run) => requestAnimationFrame(() => requestAnimationFrame(run)), 0)

/**
 * The band of the screen that a thing lies in, of four, one below the other. A machine without a GPU puts together anew, in each frame, all that
 * lies between the highest and the lowest thing that moved in it.
 */
export function bandOf(element: Element): number {
  const { top, height } = element.getBoundingClientRect()
  return Math.floor((BANDS * (top + height / 2)) / innerHeight)
}
