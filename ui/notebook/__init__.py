"""What users keep: quotations and answers that they pinned, with their own notes; and their conversations."""
