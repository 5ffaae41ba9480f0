import { RuleList } from "#components/policies/rule-list.tsx";
import { VersionFacts } from "#components/policies/version-facts.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/section.tsx";
import type { PolicyVersionView } from "#lib/domain/views/policy-view.ts";

/** Versions that were in force once, and drafts that were discarded; each folds out. */
export function EarlierVersions({ versions }: { versions: readonly PolicyVersionView[] }) {
  return (
    <Section title="Earlier versions" id="earlier" flush>
      {versions.length === 0 ? (
        <p className="p-4 text-sm text-muted">
          There is none yet. A version that is replaced stays here, as it was decided by.
        </p>
      ) : (
        <ul className="divide-y">
          {versions.map((version) => (
            <li key={version.policy.version} className="px-4 py-3">
              <details>
                <summary className="flex cursor-pointer flex-wrap items-center gap-2 text-sm text-fg">
                  Version {version.policy.version}, <SafeText text={version.policy.name} />
                  <Badge tone="outline">{version.status}</Badge>
                </summary>
                <div className="mt-3">
                  <VersionFacts version={version} />
                  <RuleList rules={version.policy.rules} />
                </div>
              </details>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
