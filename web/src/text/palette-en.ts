import type { paletteVi } from './palette-vi.ts'

export const paletteEn: typeof paletteVi = {
  open: 'Find a command',
  label: 'Find an indicator, a unit, a way to look',
  example: 'Type a few letters: forecast, nhu quynh, map…',
  goTo: 'Go to',
}
