/** What an agent may ask of its review, through MCP and as tools of the editor's language models. Words are for models. */
export interface ReviewTool {
  readonly name: 'review_status' | 'request_review';
  readonly title: string;
  readonly description: string;
  /** Everything on disk is looked at before the answer. */
  readonly isFresh: boolean;
}

export const reviewTools = [
  {
    name: 'review_status',
    title: 'What waits for review',
    description:
      'Says which of your edits wait for a person, what each asks of them, which are held and not written, and which were rejected and why.',
    isFresh: false,
  },
  {
    name: 'request_review',
    title: 'Put the edits up for review',
    description:
      'Looks at everything on disk and puts it up for a person to review. Call it once when your edits are complete; it does not wait for them.',
    isFresh: true,
  },
] as const satisfies readonly ReviewTool[];
