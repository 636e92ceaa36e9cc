// What the checks use of two packages that bring no types.

declare module "jsonstat-toolkit" {
  export interface Cell {
    value: number | null;
    status: string | null;
  }
  export interface Category {
    id: string;
    label: string;
    unit?: { decimals?: number };
  }
  export interface Dimension {
    id: string[];
    label: string;
    role: string;
    length: number;
    Category(place: number): Category;
  }
  export interface Dataset {
    class: string;
    error?: unknown;
    label: string;
    id: string[];
    n: number;
    value: (number | null)[];
    Dimension(name: string): Dimension;
    Data(place: Record<string, string>): Cell;
    Dataset(place: number): Dataset;
  }
  export default function JSONstat(address: string): Promise<Dataset>;
}

declare module "jsonstat-suite" {
  import type { Dataset } from "jsonstat-toolkit";
  export function toCSV(dataset: Dataset, options: { vlabel?: string; status?: boolean }): string;
}
