import * as vscode from 'vscode';
import { reviewTools } from '../../server/src/protocol/review-tools.ts';
import type { ReviewServer } from './language-client.ts';

/** The tools that `countersign mcp` has, for agents of the editor. They tell; only people decide. */
export function offerReviewTools(server: Pick<ReviewServer, 'readStatus'>): vscode.Disposable {
  return vscode.Disposable.from(
    ...reviewTools.map(({ name, isFresh }) =>
      vscode.lm.registerTool(`countersign_${name}`, {
        async invoke() {
          const text = await server.readStatus(isFresh);
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
        },
      }),
    ),
  );
}
