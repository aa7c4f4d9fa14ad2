import { expect, test } from 'vitest'
import { newFrameQueue } from './frame-queue.ts'

function stage() {
  const frames: (() => void)[] = []
  const drawn: string[] = []
  const queue = newFrameQueue((run) => frames.push(run))
  return { queue, drawn, draw: (name: string) => () => drawn.push(name), frame: () => frames.shift()?.(), frames }
}

test('one chart is drawn per frame, in the order they asked', () => {
  const { queue, drawn, draw, frame } = stage()
  queue.request({}, draw('a'))
  queue.request({}, draw('b'))
  frame()
  expect(drawn).toEqual(['a'])
  frame()
  expect(drawn).toEqual(['a', 'b'])
})

test('a chart that changes twice before its frame is drawn once, as it is last', () => {
  const { queue, drawn, draw, frame, frames } = stage()
  const chart = {}
  queue.request(chart, draw('old'))
  queue.request(chart, draw('new'))
  frame()
  expect(drawn).toEqual(['new'])
  expect(frames).toHaveLength(0)
})

test('a chart that is gone is not drawn', () => {
  const { queue, drawn, draw, frame } = stage()
  const chart = {}
  queue.request(chart, draw('gone'))
  queue.cancel(chart)
  frame()
  expect(drawn).toEqual([])
  queue.request({}, draw('next'))
  frame()
  expect(drawn).toEqual(['next'])
})

test('a drawing that throws does not stop the others', () => {
  const { queue, drawn, draw, frame } = stage()
  queue.request({}, () => {
    throw new Error('bad chart')
  })
  queue.request({}, draw('good'))
  expect(frame).toThrow()
  frame()
  expect(drawn).toEqual(['good'])
})
