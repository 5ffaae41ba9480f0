import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import type { PolicyVersionView } from "#lib/domain/views/policy-view.ts";

/** Who answers for this version, and how it came about. */
export function VersionFacts({ version }: { version: PolicyVersionView }) {
  const { policy, author, publisher, draftedAt, publishedAt } = version;
  return (
    <DescriptionList
      items={[
        {
          term: "Answers for it",
          value: policy.owner === null ? "nobody said" : <SafeText text={policy.owner} />,
        },
        {
          term: "To be reviewed",
          value:
            policy.reviewBy === null ? (
              "no day set"
            ) : (
              <span className="inline-flex items-center gap-2">
                {policy.reviewBy}
                {version.reviewOverdue ? <Badge tone="warning">overdue</Badge> : null}
              </span>
            ),
        },
        {
          term: "Drafted",
          value:
            draftedAt === null ? (
              "came with the product"
            ) : (
              <>
                <TimeStamp at={draftedAt} /> by <SafeText text={author ?? "somebody"} />
              </>
            ),
        },
        ...(publishedAt === null
          ? []
          : [
              {
                term: "Published",
                value: (
                  <>
                    <TimeStamp at={publishedAt} /> by <SafeText text={publisher ?? "somebody"} />
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}
