import type { visitorsVi } from './visitors-vi.ts'

export const visitorsEn: typeof visitorsVi = {
  name: 'Visitor mode',
  begin: 'Visitors: show open figures only (key v)',
  end: 'Visitors have left: show everything again (key v)',
  shows: { open: 'Visitors here · open figures only', internal: 'Visitors here · internal figures', restricted: 'Visitors here' },
  withheld: 'Not shown',
  withheldHelp: 'This is not shown while visitors are here.',
}
