/** Short names for the generated schemas that the viewer's pages use. */
import type { components, paths } from '@/api/schema';

type Schemas = components['schemas'];

/** What a list or search can be asked for. */
export type QueryOf<Path extends keyof paths> = paths[Path] extends {
  get: { parameters: { query?: infer Query } };
}
  ? NonNullable<Query>
  : never;

export type Uuid = string;
export type Me = Schemas['Me'];
export type Site = Schemas['Site'];
export type Named = Schemas['CatalogName'];
export type Money = Schemas['MoneyView'];
export type PageMeta = Schemas['Meta'];
export type Page<T> = { data: T[]; meta: PageMeta };

/** The server says all of it; something else on the way may say less. */
export type Problem = Partial<Omit<Schemas['Problem'], 'errors'>> & { errors?: FieldError[] };
/** Its text and values are optional only where a service reads one from another. */
export type FieldError = Pick<Schemas['FieldError'], 'params'> &
  Required<Omit<Schemas['FieldError'], 'params'>>;

export type Picture = Schemas['CatalogPicture'];
export type CastMember = Schemas['CatalogPerson'];
export type CastType = CastMember['type'];
export type Card = Schemas['Card'];
export type Rating = Card['rating'];
export type Detail = Schemas['Detail'];
export type HomeRow = Schemas['HomeRow'];

export type Facet = Schemas['LabelFacet'];
export type Facets = Schemas['SearchFacets'];
export type SearchResult = Schemas['SearchPage'];
export type SearchQuery = QueryOf<'/api/v1/catalog/videos'>;
export type Suggestion = Schemas['SuggestionEntry'];

export type GrantRequest = Schemas['GrantBody'];
export type Grant = Schemas['Granted'];
export type Heartbeat = Schemas['HeartbeatBody'];
export type WatchingDevice = Schemas['DeviceBody'];
export type ContinueEntry = Schemas['ProgressBody'];

export type Plan = Schemas['PlanView'];
export type Price = Schemas['PriceView'];
export type Interval = Price['interval'];
export type Subscription = Schemas['SubscriptionView'];
export type SubscriptionStatus = Subscription['status'];
export type SubscribeRequest = Schemas['OrderBody'];
export type Account = Schemas['AccountView'];
export type SignUpRequest = Schemas['SignUpBody'];
export type Conversion = Schemas['ConversionBody'];
export type SignUpResult = Schemas['SignedUpView'];
