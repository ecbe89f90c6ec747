"""The worker of Ledger: takes jobs from a queue, renders documents and stores them in S3."""
