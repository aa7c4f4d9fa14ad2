import type { visitorsVi } from './visitors-vi.ts'

export const visitorsEn: typeof visitorsVi = {
  name: 'Visitor mode',
  begin: 'Visitors: show open figures only (key v)',
  end: 'Visitors have left: show everything again (key v)',
  shows: { open: 'Visitors: open figures', internal: 'Visitors: internal figures too', restricted: 'Visitors' },
  withheld: { visitors: 'Not shown', scope: 'Out of scope' },
  withheldHelp: {
    visitors: 'This is not shown while visitors are here.',
    scope: 'This account may not see this.',
  },
}
