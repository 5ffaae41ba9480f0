import type { RequestActions } from "#components/request/acting.tsx";
import {
  commentRequest,
  decideRequest,
  dismissProposal,
  pageApprovers,
  requestAction,
  settleRequest,
  withdrawRequest,
} from "#app/(console)/approvals/actions.ts";

/** What can be done with a request, wherever it is shown. */
export const requestActions: RequestActions = {
  request: requestAction,
  decide: decideRequest,
  withdraw: withdrawRequest,
  comment: commentRequest,
  settle: settleRequest,
  dismiss: dismissProposal,
  page: pageApprovers,
};
