import { defineReports } from '../../src/pack/reports.ts'

export default defineReports({
  month: {
    items: { cases: 'vụ việc tiếp nhận', solved: 'vụ việc đã giải quyết' },
  },
})
