import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";

export interface UserNameProps {
  name: string;
  email?: string | undefined;
  /** The 1Password id always stands next to a name; shortened, and copied whole. */
  userId: string;
  copyable?: boolean | undefined;
}

/** A 1Password user as text: name, e-mail, id. */
export function UserName({ name, email, userId, copyable = true }: UserNameProps) {
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-x-2">
      <SafeText text={name} className="font-medium text-fg" />
      {email ? <SafeText text={email} className="text-muted" /> : null}
      <EntityId id={userId} shorten copyable={copyable} />
    </span>
  );
}
