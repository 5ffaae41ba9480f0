import { PersonAvatar } from "#components/person-avatar.tsx";
import { TextLines } from "#components/request/text-lines.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";

export interface SayingListProps {
  sayings: readonly { id: string; author: string; text: string; at: string }[];
}

/** What people wrote, in the order in which they wrote it. */
export function SayingList({ sayings }: SayingListProps) {
  return (
    <ul className="grid gap-3">
      {sayings.map((each) => (
        <li key={each.id} className="flex gap-3">
          <PersonAvatar name={each.author} />
          <div className="min-w-0">
            <p className="flex flex-wrap gap-x-2">
              <SafeText text={each.author} className="font-medium text-fg" />
              <TimeStamp at={each.at} className="text-xs leading-5 text-muted" />
            </p>
            <div className="text-fg">
              <TextLines text={each.text} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
