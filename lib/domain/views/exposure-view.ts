/** What one person took of one item, by ids: nobody's names. */
export interface ExposedItem {
  vaultId: string;
  itemId: string;
  revealed: number;
  copied: number;
  /** Fetched by a server, exported or shared. */
  otherwise: number;
  firstAt: string;
  lastAt: string;
}

/** How much somebody could have taken along: decides how urgent it is, and what has to be rotated. */
export interface ExposureView {
  /** Both ends of the 14 days. */
  from: string;
  to: string;
  /** Why nothing, or not all, is known; null where all of it is. */
  unknown: string | null;
  /** `unknown`: nothing was read, so nothing is said. */
  urgency: "unknown" | "none" | "some" | "many";
  /** In a sentence. */
  summary: string;
  items: number;
  vaults: number;
  /** What has to be rotated, most taken first; bounded. */
  list: ExposedItem[];
  /** The list was cut. */
  cut: boolean;
}
