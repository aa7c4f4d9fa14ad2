import type { Say } from '../../../text/say.ts'
import type { Cube } from '../cube.ts'
import type { Band } from '../events/bands.ts'
import type { DeskTheme } from '../theme.ts'
import type { Stands } from '../usual/use-usual.ts'
import type { Step } from '../view.ts'
import type { PictureOption } from './option.ts'

/** What a picture is drawn for, besides its numbers. */
export interface Drawn {
  /** Members brought out. */
  picked: readonly string[]
  step: Step
  isCompared: boolean
  /** In pixels of the page. */
  height: number
  /** What happened meanwhile; of time alone. */
  bands: readonly Band[]
  /** Where its only line usually lies. */
  usual: Stands
}

/** What was pressed: a member to be opened, one to be brought out among others, or the instant a slot begins. */
export type Pressed = { open: string } | { pick: string } | { at: string } | null

export interface Picture {
  option(cube: Cube, drawn: Drawn, theme: DeskTheme, say: Say): PictureOption
  /** How high it must be to show all its rows; as high as there is room where left out. */
  height?(cube: Cube): number
  pressed(cube: Cube, place: number, series: string): Pressed
  /** The members of a part of it that is drawn over with the pointer, from and to in values of its axes; of none where left out. */
  within?(cube: Cube, across: readonly [number, number], up: readonly [number, number]): string[]
  /** A stretch of its time can be chosen by dragging. */
  hasTime: boolean
}
