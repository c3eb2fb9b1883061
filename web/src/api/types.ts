/**
 * The REST shapes that the web app uses, written from the service contracts. `paths` has the form
 * that openapi-typescript generates, so a generated file can take its place.
 */

export type Uuid = string;
export type Locale = 'en' | 'pt-BR' | 'ru';
export type Rating = 'er' | 'l' | '10' | '12' | '14' | '16' | '18';
export type Named = { id: Uuid; name: string };
export type Money = { amount: number; currency: string };

export type PageMeta = { current_page: number; per_page: number; last_page: number; total: number };
export type One<T> = { data: T };
export type Many<T> = { data: T[] };
export type Page<T> = { data: T[]; meta: PageMeta };

export type FieldError = {
  field: string;
  code: string;
  message: string;
  params?: Record<string, unknown>;
};

export type Problem = {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  instance?: string;
  code?: string;
  request_id?: string;
  retryable?: boolean;
  errors?: FieldError[];
};

export type Site = {
  name: string;
  public_url: string;
  insecure: boolean;
  demo: boolean;
  anonymous_viewing: boolean;
  version: string;
  locales: Locale[];
};

export type Me = {
  user: { id: Uuid; email: string; name: string; locale: Locale | null };
  roles: string[];
  account_id: Uuid | null;
  profiles: Named[];
};

export type Picture = {
  small: string;
  medium: string;
  large: string;
  width: number;
  height: number;
  placeholder: string;
};

export type Markers = {
  intro_start_ms?: number | null;
  intro_end_ms?: number | null;
  credits_start_ms?: number | null;
};

export type CastType = 'director' | 'actor';
export type CastMember = Named & { type: CastType };

export type Card = {
  id: Uuid;
  title: string;
  description?: string;
  year_launched: number;
  duration_ms: number | null;
  rating: Rating;
  opened: boolean;
  genres: Named[];
  thumbnail: Picture | null;
  banner: Picture | null;
  thumbnail_half: Picture | null;
  has_trailer: boolean;
};

export type Detail = Card & {
  description: string;
  categories: Named[];
  cast_members: CastMember[];
  markers: Markers | null;
  published_at: string;
  audio_languages: string[];
  text_languages: string[];
  credit?: string | null;
};

export type HomeRow = {
  key: string;
  title?: string | null;
  kind: 'new' | 'category' | 'genre';
  items: Card[];
  see_all: string;
};
export type Home = { hero: Card | null; rows: HomeRow[] };

export type Facet = Named & { count: number };
export type ValueFacet<T> = { value: T; count: number };
export type Facets = {
  categories: Facet[];
  genres: Facet[];
  cast_members: Facet[];
  rating: ValueFacet<Rating>[];
  year_launched: ValueFacet<number>[];
};
export type SearchMeta = PageMeta & {
  relaxed: boolean;
  did_you_mean: string | null;
  facets?: Facets;
};
export type SearchResult = { data: Card[]; meta: SearchMeta };
export type SearchQuery = {
  q?: string;
  categories?: string;
  genres?: string;
  cast_members?: string;
  rating?: string;
  year_launched?: string;
  year_from?: number;
  year_to?: number;
  opened?: boolean;
  sort?: string;
  dir?: 'asc' | 'desc';
  page?: number;
  per_page?: number;
  facets?: boolean;
};
export type Suggestion = { kind: 'title' | 'person' | 'genre'; id: Uuid; text: string };
export type GenreEntry = Named & { description?: string };

export type StreamDevice = {
  id: Uuid;
  device_name: string | null;
  video_id?: Uuid;
  started_at: string;
  last_beat_at?: string;
};

export type GrantRequest = {
  video_id: Uuid;
  kind: 'video' | 'trailer' | 'preview';
  profile_id?: Uuid;
  device_id: string;
  device_name?: string;
};
export type Grant = {
  grant_id: Uuid;
  stream_id: Uuid;
  hls_url: string;
  expires_at: string;
  heartbeat_s: number;
  resume_position_ms: number;
  duration_ms: number | null;
  growing: boolean;
  tracks: unknown[];
  storyboard: string | null;
  markers: Markers | null;
};
export type Heartbeat = {
  seq: number;
  position_ms: number;
  watched_ms: number;
  state: 'playing' | 'paused' | 'ended';
  height?: number;
  rebuffer_ms?: number;
};
export type ViewerProfile = Named & { kids: boolean; max_rating: Rating | null };
export type ContinueEntry = {
  video_id: Uuid;
  position_ms: number;
  duration_ms: number;
  updated_at: string;
};

export type Interval = 'month' | 'year';
export type Price = { id: Uuid; interval: Interval; amount: Money };
export type Plan = {
  id: Uuid;
  version: number;
  name: string;
  description: string | null;
  prices: Price[];
  trial_days: number;
  max_streams: number;
  max_height: number;
  max_profiles: number;
  is_active: boolean;
};
export type PaymentMethod = { kind: 'credit_card'; brand?: string | null; last4?: string | null };
export type SubscriptionStatus =
  | 'incomplete'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'cancelled'
  | 'expired';
export type Subscription = {
  id: Uuid;
  version: number;
  status: SubscriptionStatus;
  plan: { id: Uuid; name: string; max_streams: number; max_height: number };
  price: Price;
  current_period_start: string;
  current_period_end: string;
  trial_end: string | null;
  cancel_at_period_end: boolean;
  ended_at: string | null;
  payment_method: PaymentMethod | null;
};
export type CardToken = 'tok_success' | 'tok_declined' | 'tok_timeout';
export type SubscribeRequest = {
  plan_id?: Uuid;
  price_id: Uuid;
  payment_method: { kind: 'credit_card'; token: CardToken; brand?: string; last4?: string } | null;
};
export type Account = {
  id: Uuid;
  user_id: Uuid;
  email: string;
  name: string;
  locale: Locale;
  status: string;
  created_at: string;
};
export type SignUpRequest = { name: string; email: string; password: string; locale?: Locale };
export type SignUpResult = { account_id: Uuid; user_id: Uuid; ticket: string };

export type Json<T> = { content: { 'application/json': T } };
type Answer<Ok> = {
  200: Ok extends undefined ? { content?: never } : Json<Ok>;
  default: { content: { 'application/problem+json': Problem } };
};
type Parameters<Query, Path, Header> = (Query extends undefined ? unknown : { query?: Query }) &
  (Path extends undefined ? unknown : { path: Path }) &
  (Header extends undefined ? unknown : { header: Header });
export type Read<Ok, Query = undefined, Path = undefined> = {
  parameters: Parameters<Query, Path, undefined>;
  responses: Answer<Ok>;
};
export type Write<Ok, Body = undefined, Path = undefined, Header = undefined> = {
  parameters: Parameters<undefined, Path, Header>;
  responses: Answer<Ok>;
} & (Body extends undefined ? { requestBody?: never } : { requestBody: Json<Body> });
type IdempotencyKey = { 'Idempotency-Key': string };
export type ById = { id: Uuid };
type ByProfile = { profile: Uuid };
type ByListEntry = { profile: Uuid; video: Uuid };

export type paths = {
  '/api/v1/me': { get: Read<One<Me>> };
  '/api/v1/site': { get: Read<One<Site>> };
  '/auth/logout': { post: Write<undefined> };

  '/api/v1/catalog/home': { get: Read<One<Home>, { profile?: Uuid }> };
  '/api/v1/catalog/videos': { get: Read<SearchResult, SearchQuery> };
  '/api/v1/catalog/videos/{id}': { get: Read<One<Detail>, undefined, ById> };
  '/api/v1/catalog/videos/{id}/similar': { get: Read<Many<Card>, undefined, ById> };
  '/api/v1/catalog/genres': { get: Read<Page<GenreEntry>, { per_page?: number }> };
  '/api/v1/catalog/genres/{id}': { get: Read<One<GenreEntry>, undefined, ById> };
  '/api/v1/catalog/suggest': { get: Read<Many<Suggestion>, { q: string }> };
  '/api/v1/catalog/my_list/{profile}': { get: Read<Many<Card>, undefined, ByProfile> };
  '/api/v1/catalog/my_list/{profile}/{video}': {
    put: Write<undefined, undefined, ByListEntry>;
    delete: Write<undefined, undefined, ByListEntry>;
  };

  '/api/v1/playback/grants': { post: Write<One<Grant>, GrantRequest> };
  '/api/v1/playback/streams': { get: Read<Many<StreamDevice>> };
  '/api/v1/playback/streams/{id}': { delete: Write<undefined, undefined, ById> };
  '/api/v1/playback/streams/{id}/heartbeat': {
    post: Write<One<{ expires_at: string }>, Heartbeat, ById>;
  };
  '/api/v1/playback/profiles': { get: Read<Many<ViewerProfile>> };
  '/api/v1/playback/profiles/{id}/continue': { get: Read<Many<ContinueEntry>, undefined, ById> };
  '/api/v1/playback/profiles/{id}/continue/{video}': {
    delete: Write<undefined, undefined, { id: Uuid; video: Uuid }>;
  };

  '/api/v1/accounts/sign-up': { post: Write<One<SignUpResult>, SignUpRequest> };
  '/api/v1/accounts/me': {
    get: Read<One<Account>>;
    patch: Write<One<Account>, { name?: string; locale?: Locale }>;
  };
  '/api/v1/plans': { get: Read<Many<Plan>> };
  '/api/v1/subscriptions': {
    post: Write<One<Subscription>, SubscribeRequest, undefined, IdempotencyKey>;
  };
  '/api/v1/subscriptions/current': { get: Read<One<Subscription>> };
  '/api/v1/subscriptions/current/cancel': {
    post: Write<One<Subscription>, undefined, undefined, IdempotencyKey>;
  };
  '/api/v1/subscriptions/current/resume': {
    post: Write<One<Subscription>, undefined, undefined, IdempotencyKey>;
  };
};
