import type { Theme } from './tokens.ts'

/** A theme for tests of pure options. */
export const testTheme: Theme = {
  rem: 10,
  font: 'sans-serif',
  foot: 34,
  text: 'white',
  secondary: 'silver',
  line: 'gray',
  slate: 'slategray',
  series: ['blue', 'green', 'violet', 'slategray'],
  panel: 'black',
  map: ['navy', 'mediumblue', 'royalblue', 'dodgerblue', 'skyblue'],
  good: 'limegreen',
  watch: 'gold',
  warn: 'orange',
  critical: 'red',
}
