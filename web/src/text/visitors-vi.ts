/** What a wall says while visitors stand before it. */
export const visitorsVi = {
  name: 'Chế độ có khách',
  begin: 'Có khách: chỉ chiếu số liệu công khai (phím v)',
  end: 'Khách đã về: chiếu lại tất cả (phím v)',
  shows: { open: 'Có khách: số liệu công khai', internal: 'Có khách: cả số liệu nội bộ', restricted: 'Có khách' },
  withheld: { visitors: 'Không chiếu', scope: 'Ngoài phạm vi' },
  withheldHelp: {
    visitors: 'Số liệu này không chiếu khi có khách.',
    scope: 'Tài khoản này không được xem số liệu này.',
  },
}
