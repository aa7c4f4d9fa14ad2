import { defineReports } from '../../src/pack/reports.ts'

export default defineReports({
  schools: {
    items: {
      schools: 'trường',
      national_standard: 'trường đạt chuẩn quốc gia',
      cashless_schools: 'trường thu phí không tiền mặt',
      classes: 'lớp',
      pupils: 'học sinh',
      digital_records: 'học sinh có học bạ số',
      cashless_pupils: 'học sinh đóng phí không tiền mặt',
      teachers: 'giáo viên',
      qualified_teachers: 'giáo viên đạt chuẩn trình độ',
      missing_teachers: 'giáo viên còn thiếu so với định mức',
    },
  },
  attendance: {
    items: { expected: 'lượt học sinh phải đến lớp', attended: 'lượt học sinh đến lớp' },
  },
  universal: {
    items: {
      aged_15_60: 'người 15–60 tuổi',
      literate: 'người 15–60 tuổi biết chữ',
      children_of_age: 'trẻ trong độ tuổi đi học của cấp học',
      children_enrolled: 'trẻ trong độ tuổi đang học',
      leaving: 'học sinh cuối cấp',
      completed: 'học sinh hoàn thành cấp học',
    },
  },
  vocational: {
    items: {
      vocational_graduates: 'người tốt nghiệp giáo dục nghề nghiệp',
      vocational_employed: 'người tốt nghiệp nghề có việc làm',
    },
  },
  graduation: {
    items: { candidates: 'thí sinh dự thi', graduated: 'thí sinh tốt nghiệp', papers: 'bài thi', marks: 'tổng điểm các bài thi' },
    fractions: ['marks'],
  },
})
