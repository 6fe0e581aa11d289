"""Following a referral, and the page of somebody on the register: what people see and change without an account."""
