import type { usualVi } from './usual-vi.ts'

export const usualEn: typeof usualVi = {
  band: 'Shaded: what is usual.',
  none: 'No point stands out.',
  days_one: '{{count}} unusual day:',
  days_other: '{{count}} unusual days:',
  months_one: '{{count}} unusual month:',
  months_other: '{{count}} unusual months:',
  more: 'and {{count}} points before',
  side: { above: '▲ high', below: '▼ low' },
  title: 'Beside what is usual',
  tooFew: 'Only {{count}} alike periods before it; at least 7 are needed to know what is usual.',
  range: 'Usually from {{low}} to {{high}}, by {{count}} alike periods before it.',
  within: 'Not unusual.',
  farOut: { above: 'Unusually high.', below: 'Unusually low.' },
  noParts: 'This indicator cannot be split by unit.',
  unit: 'Contributing unit',
  here: 'Here',
  usually: 'Usually',
  effect: 'Effect',
  effectMeans: 'Effect: by how much the whole would differ had this unit alone been as usual.',
  untold: '{{count}} units are too small to be told.',
}
