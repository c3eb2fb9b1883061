/**
 * The REST API as schemas/openapi describes it. Generated: `npm run api-types`.
 */

export interface paths {
    "/api/v1/accounts/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own account. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AccountView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes one's own account. */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AccountBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AccountView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/accounts/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an account and its login. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignUpBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_SignedUpView"];
                    };
                };
                /** @description RATE_LIMITED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/cast_members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists cast members. */
        get: {
            parameters: {
                query?: {
                    dir?: "asc" | "desc";
                    page?: number;
                    per_page?: number;
                    /** @description Contained in the name; case and accents do not matter. */
                    search?: string;
                    sort?: "name" | "type" | "created_at";
                    /** @description Alternatives. */
                    type?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_AdminCastMember"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a cast member. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminCastMemberBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminCastMember"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Deletes many cast members, or none of them. */
        delete: {
            parameters: {
                query: {
                    /** @description At most 100, repeated or comma separated. */
                    ids: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/cast_members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a cast member. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminCastMember"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replaces a cast member. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminCastMemberBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminCastMember"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Deletes a cast member and detaches it everywhere. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes some fields of a cast member. */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminCastMemberBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminCastMember"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/admin/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists categories. */
        get: {
            parameters: {
                query?: {
                    dir?: "asc" | "desc";
                    is_active?: boolean;
                    page?: number;
                    per_page?: number;
                    /** @description Contained in name or description; case and accents do not matter. */
                    search?: string;
                    sort?: "name" | "is_active" | "created_at";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_AdminCategory"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a category. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminCategoryBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminCategory"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Deletes many categories, or none of them. */
        delete: {
            parameters: {
                query: {
                    /** @description At most 100, repeated or comma separated. */
                    ids: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a category. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminCategory"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replaces a category. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminCategoryBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminCategory"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Deletes a category and detaches it everywhere. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes some fields of a category. */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminCategoryBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminCategory"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/admin/genres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists genres. */
        get: {
            parameters: {
                query?: {
                    /** @description Alternatives. */
                    categories?: string[];
                    dir?: "asc" | "desc";
                    is_active?: boolean;
                    page?: number;
                    per_page?: number;
                    /** @description Contained in the name; case and accents do not matter. */
                    search?: string;
                    sort?: "name" | "is_active" | "created_at";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_AdminGenre"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a genre. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminGenreBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminGenre"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Deletes many genres, or none of them. */
        delete: {
            parameters: {
                query: {
                    /** @description At most 100, repeated or comma separated. */
                    ids: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/genres/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a genre. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminGenre"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replaces a genre. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminGenreBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminGenre"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Deletes a genre and detaches it everywhere. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes some fields of a genre. */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminGenreBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminGenre"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/admin/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists videos. */
        get: {
            parameters: {
                query?: {
                    cast_members?: string[];
                    categories?: string[];
                    dir?: "asc" | "desc";
                    genres?: string[];
                    opened?: boolean;
                    page?: number;
                    per_page?: number;
                    rating?: string[];
                    /** @description Contained in the title; case and accents do not matter. */
                    search?: string;
                    sort?: "title" | "year_launched" | "created_at";
                    status?: string[];
                    year_launched?: number[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a draft. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminVideoBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Deletes many videos, or none of them. */
        delete: {
            parameters: {
                query: {
                    /** @description At most 100, repeated or comma separated. */
                    ids: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/videos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a video. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replaces what is said about a video. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminVideoBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Deletes a video with its media. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes some of what is said about a video. */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminVideoBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/admin/videos/{id}/medias/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bytes of a film or trailer as uploaded (parts by `Range`), for those who edit videos, or of a picture in one of
         *     its sizes.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Of pictures; `large` if absent. */
                    size?: "small" | "medium" | "large";
                };
                header?: never;
                path: {
                    id: string;
                    type: "video" | "trailer" | "banner" | "thumbnail" | "thumbnail_half";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the bytes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description some of the bytes */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Puts a file in its place: multipart with one part `media_file`, or JSON with the id of a finished upload. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    type: "video" | "trailer" | "banner" | "thumbnail" | "thumbnail_half";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminAttachBody"];
                    "multipart/form-data": {
                        /** Format: binary */
                        media_file: Blob;
                    };
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminStoredMedia"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Takes a file away. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                    type: "video" | "trailer" | "banner" | "thumbnail" | "thumbnail_half";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/videos/{id}/medias/{type}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a failed film or trailer encoded again. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    type: "video" | "trailer" | "banner" | "thumbnail" | "thumbnail_half";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/videos/{id}/poster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes a picture of the film the thumbnail, also in place of an uploaded one. It follows within moments. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminPosterBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Leaves the thumbnail to the encoder: the best picture of the film, also of one that is encoded later. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/videos/{id}/posters/{at_ms}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of the film that would do as its thumbnail. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    at_ms: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description JPEG */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/videos/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets viewers see a video. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["AdminPublishBody"] | null;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/videos/{id}/text_tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds subtitles or their like: WebVTT, SRT or ASS of at most 2 MiB, in whatever encoding. Without a label the track
         *     is called what speakers call its language.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /** @enum {string} */
                        kind: "subtitles" | "captions" | "descriptions" | "forced";
                        label?: string;
                        language: string;
                        /** Format: binary */
                        media_file: Blob;
                    };
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminTextTrack"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/videos/{id}/text_tracks/{track}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The track as viewers get it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    track: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description WebVTT */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replaces a text track: its file and what is said about it. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    track: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /** @enum {string} */
                        kind: "subtitles" | "captions" | "descriptions" | "forced";
                        label?: string;
                        language: string;
                        /** Format: binary */
                        media_file: Blob;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminTextTrack"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a text track away. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                    track: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/videos/{id}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hides a video from viewers. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_AdminVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cards of these titles, in this order. Those that are not published are left out. */
        get: {
            parameters: {
                query?: {
                    /** @description Of titles, 100 at most. */
                    ids?: string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Vec_Card"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/cast_members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cast members. */
        get: {
            parameters: {
                query?: {
                    dir?: "asc" | "desc";
                    page?: number;
                    per_page?: number;
                    /** @description A part of the name; case and accents do not matter. */
                    search?: string;
                    sort?: "name" | "created_at";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_CatalogLabel"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/cast_members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A cast member. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_CatalogLabel"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Active categories. */
        get: {
            parameters: {
                query?: {
                    dir?: "asc" | "desc";
                    page?: number;
                    per_page?: number;
                    /** @description A part of the name; case and accents do not matter. */
                    search?: string;
                    sort?: "name" | "created_at";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_CatalogLabel"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An active category. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_CatalogLabel"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/genres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Active genres. */
        get: {
            parameters: {
                query?: {
                    dir?: "asc" | "desc";
                    page?: number;
                    per_page?: number;
                    /** @description A part of the name; case and accents do not matter. */
                    search?: string;
                    sort?: "name" | "created_at";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_CatalogLabel"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/genres/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An active genre. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_CatalogLabel"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hero and rows. No row shows the hero again. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Home"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/my_list/{profile}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The list, newest entry first. */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    per_page?: number;
                };
                header?: never;
                path: {
                    profile: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_Card"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/my_list/{profile}/{video}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a title is on the list. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    profile: string;
                    video: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_ListedVideo"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Puts a title on the list; again changes nothing. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    profile: string;
                    video: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a title off the list; again changes nothing. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    profile: string;
                    video: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Titles, people and genres that begin like this, ten at most. */
        get: {
            parameters: {
                query?: {
                    /** @description What has been typed so far. */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Vec_SuggestionEntry"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published titles, searched and filtered. */
        get: {
            parameters: {
                query?: {
                    cast_members?: string[];
                    /** @description Any of these. Lists are repeated or comma separated. */
                    categories?: string[];
                    /** @description `desc`, but `asc` for titles. */
                    dir?: "asc" | "desc";
                    /** @description Whether to count by category, genre, cast member, rating and year. */
                    facets?: boolean;
                    genres?: string[];
                    opened?: boolean;
                    page?: number;
                    per_page?: number;
                    /** @description Plain text of up to 200 characters; there are no operators. */
                    q?: string;
                    rating?: ("er" | "l" | "10" | "12" | "14" | "16" | "18")[];
                    /** @description `relevance` with `q`, `published_at` without. */
                    sort?: "relevance" | "published_at" | "title" | "year_launched" | "duration";
                    year_from?: number;
                    year_launched?: number[];
                    year_to?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SearchPage"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/videos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A published title. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Detail"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/videos/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Titles that share genres, cast and categories with this one, most alike first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Vec_Card"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own conversions, the latest first. */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    per_page?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_ConversionBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Turns a film into a file with its sound: multipart with exactly one file, and what is wanted of it. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description `wait=30`: answer when it is over, within 60 seconds */
                    Prefer?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /**
                         * Format: int32
                         * @description 128, 192, 256 or 320; 192 if absent.
                         */
                        bitrate_kbps?: number | null;
                        /**
                         * Format: binary
                         * @description The film: MP4, MOV, Matroska, `WebM`, MPEG-TS or AVI, 2 GiB and 12 hours at most.
                         */
                        file: Blob;
                        /** @enum {string} */
                        format?: "mp3" | "m4a" | "opus";
                    };
                };
            };
            responses: {
                /** @description over within the time waited for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_ConversionBody"];
                    };
                };
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_ConversionBody"];
                    };
                };
                /** @description EXACTLY_ONE_FILE, MALFORMED */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description TOO_LARGE */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description FILE_EMPTY, VALIDATION */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description TOO_MANY_QUEUED */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description STORAGE_FULL */
                507: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the caller's conversions. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_ConversionBody"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Takes one away, finished or not, with all that is left of it. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversions/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The finished file, or the part of it that `Range` names. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the bytes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description some of the bytes */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description CONVERSION_NOT_READY */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                416: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encoder/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, the latest first. */
        get: {
            parameters: {
                query?: {
                    /** @description The latest first if nothing is said. */
                    dir?: "asc" | "desc";
                    kind?: "video" | "trailer";
                    page?: number;
                    per_page?: number;
                    resource_id?: string;
                    /** @description Part of a title's name or of its resource. */
                    search?: string;
                    sort?: "created_at" | "updated_at" | "priority" | "progress";
                    status?: ("queued" | "running" | "completed" | "failed" | "cancelled")[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_JobBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encoder/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job with its steps. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_JobDetail"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encoder/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a job that is not over. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description INVALID_TRANSITION */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encoder/jobs/{id}/priority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes a job that is not over more or less urgent, at once. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PriorityBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_JobBody"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description INVALID_TRANSITION */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encoder/jobs/{id}/reencode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Encodes a title once more, as the settings are now. Until that is done, viewers watch what there is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["ReencodeBody"] | null;
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_JobBody"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description INVALID_TRANSITION, NOTHING_MISSING, ORIGINAL_GONE */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encoder/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a failed or cancelled job again; what is finished is kept while it is there. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description INVALID_TRANSITION, NOTHING_MISSING, ORIGINAL_GONE */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encoder/jobs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does the same with several jobs; each may be refused by itself. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Vec_ResultBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/encoder/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many jobs there are, and who is doing what. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_QueueBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists users. */
        get: {
            parameters: {
                query?: {
                    dir?: "asc" | "desc";
                    page?: number;
                    per_page?: number;
                    role?: "operator" | "catalog_admin" | "catalog_categories" | "catalog_genres" | "catalog_cast_members" | "catalog_videos" | "subscription_admin" | "subscriber";
                    /** @description Part of name or e-mail. */
                    search?: string;
                    sort?: "name" | "email" | "created_at";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_UserBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a login for somebody who works here. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateUser"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_UserBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_UserBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Removes a user, unless it is a customer: without a login, nobody could end what the account is charged for. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description INVALID_TRANSITION */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Locks a user out, or lets one in again. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeUser"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_UserBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/identity/users/{id}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives a role. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    role: "operator" | "catalog_admin" | "catalog_categories" | "catalog_genres" | "catalog_cast_members" | "catalog_videos" | "subscription_admin" | "subscriber";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a role away. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    role: "operator" | "catalog_admin" | "catalog_categories" | "catalog_genres" | "catalog_cast_members" | "catalog_videos" | "subscription_admin" | "subscriber";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the caller is. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Me"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/outgoing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the messages that went out, or should have. */
        get: {
            parameters: {
                query?: {
                    /** @description Newest first if absent. */
                    dir?: "asc" | "desc";
                    kind?: "media-ready" | "media-failed" | "conversion-ready" | "conversion-failed";
                    page?: number;
                    per_page?: number;
                    /** @description Part of the recipient's name or e-mail. */
                    search?: string;
                    sort?: "created_at";
                    status?: "queued" | "sending" | "retry_wait" | "sent" | "failed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_OutgoingMail"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/outgoing/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them, with its words. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_OutgoingLetter"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/outgoing/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries one once more that was given up. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_OutgoingLetter"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans, oldest first: staff see all, everybody else those on sale. */
        get: {
            parameters: {
                query?: {
                    /** @description For staff only; everybody else sees those on sale. */
                    is_active?: boolean | null;
                    page?: number | null;
                    per_page?: number | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["List_PlanView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a plan. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PlanBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_PlanView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A plan; one that is off sale is shown to staff only. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_PlanView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Puts a plan in the place of another. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PlanBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_PlanView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a plan off sale; its subscriptions run on. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes what is given. */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    "If-Match"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PlanBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_PlanView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/playback/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a stream: the answer names the playlist, and its cookies open it for 15 minutes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GrantBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Granted"];
                    };
                };
                /** @description SUBSCRIPTION_REQUIRED */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description STREAM_LIMIT, with the devices that watch */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playback/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's profiles; the first is made on first use. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Vec_ProfileBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playback/profiles/{id}/continue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Films begun and not finished, the latest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Vec_ProgressBody"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playback/profiles/{id}/continue/{video}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a film out of "continue watching". */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    video: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playback/profiles/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was watched, the latest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string | null;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HistoryAnswer"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playback/profiles/{id}/history/{video}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forgets that a film was watched. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    video: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playback/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What runs on the caller's devices. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Vec_DeviceBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playback/streams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Stops one of the caller's devices; its player ends at the next heartbeat. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playback/streams/{id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reports where the player is, which the grant allows. The grant is renewed for whoever is still signed in as they
         *     were when it was given, and until the stream ends.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HeartbeatBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Renewed"];
                    };
                };
                /** @description GRANT_EXPIRED */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the web app needs to know before anybody signs in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_Site"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscribes: on trial if there is one, else against payment. While the provider has not answered, the
         *     subscription is `incomplete`.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_SubscriptionView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's live subscription. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_SubscriptionView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/current/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends it with what is paid, or at once if nothing is. One that ended stays as it is. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_SubscriptionView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscriptions/current/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a scheduled cancellation back. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_SubscriptionView"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session here and at the provider. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description from another site */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same under a shorter name. */
        get: {
            parameters: {
                query: {
                    /** @description The conversion's id. */
                    fid: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the bytes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description some of the bytes */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description CONVERSION_NOT_READY */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                416: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with e-mail and password in `Authorization: Basic`. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoginAnswer"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same under a shorter name. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /**
                         * Format: int32
                         * @description 128, 192, 256 or 320; 192 if absent.
                         */
                        bitrate_kbps?: number | null;
                        /**
                         * Format: binary
                         * @description The film: MP4, MOV, Matroska, `WebM`, MPEG-TS or AVI, 2 GiB and 12 hours at most.
                         */
                        file: Blob;
                        /** @enum {string} */
                        format?: "mp3" | "m4a" | "opus";
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_ConversionBody"];
                    };
                };
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Data_ConversionBody"];
                    };
                };
                /** @description refused */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What a customer may change. */
        AccountBody: {
            locale?: string;
            name?: string;
        };
        /** @description A customer's account. */
        AccountView: {
            created_at: string;
            email: string;
            /** Format: uuid */
            id: string;
            locale: string;
            name: string;
            /** @enum {string} */
            status: "registering" | "active" | "failed" | "suspended" | "closing" | "closed";
            /** Format: uuid */
            user_id: string | null;
        };
        /** @description Names a finished upload. */
        AdminAttachBody: {
            upload_id: string;
        };
        /** @description A cast member as it is shown. */
        AdminCastMember: {
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            type: "director" | "actor";
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A cast member as it is sent. */
        AdminCastMemberBody: {
            name?: string;
            /** @enum {string} */
            type?: "director" | "actor";
        };
        /** @description A category as it is shown. */
        AdminCategory: {
            created_at: string;
            description: string | null;
            /** Format: uuid */
            id: string;
            is_active: boolean;
            name: string;
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A category as it is sent. */
        AdminCategoryBody: {
            description?: null | string;
            is_active?: boolean;
            name?: string;
        };
        AdminEncoding: {
            /** Format: int32 */
            progress: number;
            /** Format: int32 */
            remaining_s: number | null;
            rungs: components["schemas"]["AdminRung"][];
            /** Format: double */
            speed: number | null;
            stage: string;
        };
        /** @description A genre as it is shown. */
        AdminGenre: {
            categories: components["schemas"]["AdminNamed"][];
            categories_id: string[];
            created_at: string;
            /** Format: uuid */
            id: string;
            is_active: boolean;
            name: string;
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A genre as it is sent. */
        AdminGenreBody: {
            categories_id?: string[];
            is_active?: boolean;
            name?: string;
        };
        AdminImage: {
            checksum: string;
            content_type: string;
            /** Format: int32 */
            height: number;
            /** Format: uuid */
            id: string;
            location: string;
            name: string;
            /** @description A data URI. */
            placeholder: string;
            /** Format: int64 */
            size_bytes: number;
            urls: components["schemas"]["AdminImageUrls"];
            /** Format: int32 */
            width: number;
        };
        AdminImageUrls: {
            large: string;
            medium: string;
            small: string;
        };
        AdminManifests: {
            hls: string;
        };
        AdminMarkers: {
            /** Format: int64 */
            credits_start_ms: number | null;
            /** Format: int64 */
            intro_end_ms: number | null;
            /** Format: int64 */
            intro_start_ms: number | null;
        };
        /** @description Positions in milliseconds. */
        AdminMarkersBody: {
            credits_start_ms?: null | number;
            intro_end_ms?: null | number;
            intro_start_ms?: null | number;
        };
        AdminMedia: {
            audio_languages: string[];
            /** @description Unknown while it arrives. */
            checksum: string | null;
            content_type: string;
            /** Format: int64 */
            duration_ms: number | null;
            encoded_location: string | null;
            encoding: components["schemas"]["AdminEncoding"] | null;
            error: string | null;
            error_code: string | null;
            /** Format: uuid */
            id: string;
            manifests: components["schemas"]["AdminManifests"] | null;
            name: string;
            playable_at: string | null;
            /** @enum {string|null} */
            preset: "fast" | "balanced" | "best" | null;
            /**
             * Format: int32
             * @description Percent.
             */
            progress: number;
            raw_location: string;
            renditions: components["schemas"]["AdminRendition"][];
            /** Format: int64 */
            size_bytes: number;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "error";
            /** @description Those that came with it. */
            text_tracks: components["schemas"]["AdminSourceText"][];
        };
        /** @description Something referred to, by its name. */
        AdminNamed: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description Where the thumbnail comes from, and what else it could be. */
        AdminPoster: {
            /**
             * Format: int64
             * @description Of the picture that it is, or is about to be; null for an uploaded one.
             */
            at_ms: number | null;
            /** @description Pictures of the film that would do, in order of time. */
            candidates: components["schemas"]["AdminPosterCandidate"][];
            /** @enum {string} */
            source: "automatic" | "chosen" | "uploaded";
        };
        /** @description Names a picture of the film. */
        AdminPosterBody: {
            /** Format: int64 */
            at_ms: number;
        };
        /** @description A picture of a film. */
        AdminPosterCandidate: {
            /** Format: int64 */
            at_ms: number;
            /** @description For those who edit the video. */
            url: string;
        };
        /** @description How to publish. */
        AdminPublishBody: {
            /**
             * @description A film that can be watched while the rest is encoded is enough.
             * @default false
             */
            publish_early?: boolean;
        };
        AdminRendition: {
            /** Format: int64 */
            bitrate: number;
            codec: string;
            /** Format: int32 */
            height: number;
            /** Format: int32 */
            progress: number;
            /** Format: int32 */
            width: number;
        };
        /** @description How far a rung is. */
        AdminRung: {
            /** Format: int32 */
            height: number;
            /** Format: int32 */
            progress: number;
        };
        /** @description A text track that came with a film. */
        AdminSourceText: {
            /** @enum {string} */
            kind: "subtitles" | "captions" | "descriptions" | "forced";
            label: string;
            /** @description BCP 47; `und` when the film does not say. */
            language: string;
        };
        /** @description What a file became. */
        AdminStoredMedia: {
            /** Format: uuid */
            media_id: string;
            /** @enum {string} */
            media_type: "video" | "trailer" | "banner" | "thumbnail" | "thumbnail_half";
            /** Format: uuid */
            video_id: string;
        };
        /** @description A text track of a film. */
        AdminTextTrack: {
            /** @description SHA-256 of the uploaded file, hexadecimal. */
            checksum: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "subtitles" | "captions" | "descriptions" | "forced";
            label: string;
            /** @description BCP 47. */
            language: string;
            /** @description Of the uploaded file. */
            name: string;
            /** Format: int64 */
            size_bytes: number;
        };
        /** @description A video. */
        AdminVideo: {
            banner: components["schemas"]["AdminImage"] | null;
            cast_members: components["schemas"]["AdminVideoCastMember"][];
            cast_members_id: string[];
            categories: components["schemas"]["AdminNamed"][];
            categories_id: string[];
            created_at: string;
            /** Format: uuid */
            created_by: string;
            description: string;
            /**
             * Format: double
             * @description Minutes.
             */
            duration: number | null;
            /**
             * Format: int64
             * @description As measured.
             */
            duration_ms: number | null;
            genres: components["schemas"]["AdminNamed"][];
            genres_id: string[];
            /** Format: uuid */
            id: string;
            markers: components["schemas"]["AdminMarkers"];
            missing: ("video" | "categories" | "genres" | "thumbnail")[];
            opened: boolean;
            poster: components["schemas"]["AdminPoster"];
            publish_when_ready: boolean;
            published: boolean;
            published_at: string | null;
            /** @enum {string} */
            rating: "er" | "l" | "10" | "12" | "14" | "16" | "18";
            /** @enum {string} */
            status: "draft" | "ready" | "published" | "unpublished";
            /** @description Those that were added. */
            text_tracks: components["schemas"]["AdminTextTrack"][];
            thumbnail: components["schemas"]["AdminImage"] | null;
            thumbnail_half: components["schemas"]["AdminImage"] | null;
            title: string;
            trailer: components["schemas"]["AdminMedia"] | null;
            updated_at: string;
            /** Format: int64 */
            version: number;
            video: components["schemas"]["AdminMedia"] | null;
            warnings: components["schemas"]["AdminWarning"][];
            /** Format: int32 */
            year_launched: number;
        };
        /** @description A video as it is sent. Media have endpoints of their own. */
        AdminVideoBody: {
            cast_members_id?: string[];
            categories_id?: string[];
            description?: string;
            duration?: null | number;
            genres_id?: string[];
            markers?: null | {
                credits_start_ms?: null | number;
                intro_end_ms?: null | number;
                intro_start_ms?: null | number;
            };
            opened?: boolean;
            publish_when_ready?: boolean;
            /** @enum {string} */
            rating?: "er" | "l" | "10" | "12" | "14" | "16" | "18";
            title?: string;
            /** Format: int64 */
            year_launched?: number;
        };
        AdminVideoCastMember: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            type: "director" | "actor";
        };
        AdminWarning: {
            code: string;
            message: string;
        };
        /** @description The same for several jobs. */
        BulkBody: {
            /** @enum {string} */
            action: "cancel" | "retry" | "reencode" | "priority";
            ids?: null | string[];
            /** @enum {string} */
            preset?: "fast" | "balanced" | "best";
            priority?: null | number;
            /** @enum {string} */
            scope?: "all" | "missing";
        };
        /** @description A video as rows and lists show it. */
        Card: {
            banner: components["schemas"]["CatalogPicture"] | null;
            /** @description Of the hero only. */
            description?: string;
            /** Format: int64 */
            duration_ms: number | null;
            genres: components["schemas"]["CatalogName"][];
            has_trailer: boolean;
            /** Format: uuid */
            id: string;
            opened: boolean;
            /** @enum {string} */
            rating: "er" | "l" | "10" | "12" | "14" | "16" | "18";
            thumbnail: components["schemas"]["CatalogPicture"] | null;
            thumbnail_half: components["schemas"]["CatalogPicture"] | null;
            title: string;
            /** Format: int32 */
            year_launched: number;
        };
        /** @description A category, genre or cast member to browse by. */
        CatalogLabel: {
            /** @description Of categories. */
            description?: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            type?: "director" | "actor";
        };
        /** @description Positions within a film, in milliseconds. */
        CatalogMarkers: {
            /** Format: int64 */
            credits_start_ms: number | null;
            /** Format: int64 */
            intro_end_ms: number | null;
            /** Format: int64 */
            intro_start_ms: number | null;
        };
        /** @description Something with a name. */
        CatalogName: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description Somebody who took part. */
        CatalogPerson: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            type: "director" | "actor";
        };
        /** @description A picture in three sizes. */
        CatalogPicture: {
            /**
             * Format: int32
             * @description Pixels of the large size.
             */
            height: number;
            large: string;
            medium: string;
            /** @description A tiny blurred version as a data URI. */
            placeholder: string;
            small: string;
            /**
             * Format: int32
             * @description Pixels of the large size.
             */
            width: number;
        };
        /** @description What may be changed. */
        ChangeUser: {
            disabled?: null | boolean;
        };
        /** @description A conversion. */
        ConversionBody: {
            /** Format: int32 */
            bitrate_kbps: number;
            created_at: string;
            /** Format: int64 */
            duration_ms: number | null;
            /** @description The same in the caller's language. */
            error: string | null;
            /** @description Why it was given up. */
            error_code: string | null;
            /** @description When it goes; null until it is over. */
            expires_at: string | null;
            /** @description As its owner called the source. */
            file_name: string;
            /** @enum {string} */
            format: "mp3" | "m4a" | "opus";
            /** Format: uuid */
            id: string;
            /**
             * Format: int32
             * @description 0–100.
             */
            progress: number;
            /** Format: int64 */
            result_bytes: number | null;
            /** @description What the result is called when it is fetched. */
            result_name: string;
            /**
             * Format: int64
             * @description Of the source.
             */
            size_bytes: number;
            /** @enum {string} */
            status: "queued" | "running" | "completed" | "failed";
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @description Jobs in each state. */
        CountsBody: {
            /** Format: int64 */
            cancelled: number;
            /** Format: int64 */
            completed: number;
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            queued: number;
            /** Format: int64 */
            running: number;
        };
        /** @description A login for somebody who works here. */
        CreateUser: {
            email?: null | string;
            locale?: null | string;
            name?: null | string;
            password?: null | string;
            roles?: null | string[];
        };
        /** @description Whether there is more. */
        Cursor: {
            next_cursor: string | null;
        };
        /** @description `{data: …}`. */
        Data_AccountView: {
            /** @description A customer's account. */
            data: {
                created_at: string;
                email: string;
                /** Format: uuid */
                id: string;
                locale: string;
                name: string;
                /** @enum {string} */
                status: "registering" | "active" | "failed" | "suspended" | "closing" | "closed";
                /** Format: uuid */
                user_id: string | null;
            };
        };
        /** @description `{data: …}`. */
        Data_AdminCastMember: {
            /** @description A cast member as it is shown. */
            data: {
                created_at: string;
                /** Format: uuid */
                id: string;
                name: string;
                /** @enum {string} */
                type: "director" | "actor";
                updated_at: string;
                /** Format: int64 */
                version: number;
            };
        };
        /** @description `{data: …}`. */
        Data_AdminCategory: {
            /** @description A category as it is shown. */
            data: {
                created_at: string;
                description: string | null;
                /** Format: uuid */
                id: string;
                is_active: boolean;
                name: string;
                updated_at: string;
                /** Format: int64 */
                version: number;
            };
        };
        /** @description `{data: …}`. */
        Data_AdminGenre: {
            /** @description A genre as it is shown. */
            data: {
                categories: components["schemas"]["AdminNamed"][];
                categories_id: string[];
                created_at: string;
                /** Format: uuid */
                id: string;
                is_active: boolean;
                name: string;
                updated_at: string;
                /** Format: int64 */
                version: number;
            };
        };
        /** @description `{data: …}`. */
        Data_AdminStoredMedia: {
            /** @description What a file became. */
            data: {
                /** Format: uuid */
                media_id: string;
                /** @enum {string} */
                media_type: "video" | "trailer" | "banner" | "thumbnail" | "thumbnail_half";
                /** Format: uuid */
                video_id: string;
            };
        };
        /** @description `{data: …}`. */
        Data_AdminTextTrack: {
            /** @description A text track of a film. */
            data: {
                /** @description SHA-256 of the uploaded file, hexadecimal. */
                checksum: string;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "subtitles" | "captions" | "descriptions" | "forced";
                label: string;
                /** @description BCP 47. */
                language: string;
                /** @description Of the uploaded file. */
                name: string;
                /** Format: int64 */
                size_bytes: number;
            };
        };
        /** @description `{data: …}`. */
        Data_AdminVideo: {
            /** @description A video. */
            data: {
                banner: components["schemas"]["AdminImage"] | null;
                cast_members: components["schemas"]["AdminVideoCastMember"][];
                cast_members_id: string[];
                categories: components["schemas"]["AdminNamed"][];
                categories_id: string[];
                created_at: string;
                /** Format: uuid */
                created_by: string;
                description: string;
                /**
                 * Format: double
                 * @description Minutes.
                 */
                duration: number | null;
                /**
                 * Format: int64
                 * @description As measured.
                 */
                duration_ms: number | null;
                genres: components["schemas"]["AdminNamed"][];
                genres_id: string[];
                /** Format: uuid */
                id: string;
                markers: components["schemas"]["AdminMarkers"];
                missing: ("video" | "categories" | "genres" | "thumbnail")[];
                opened: boolean;
                poster: components["schemas"]["AdminPoster"];
                publish_when_ready: boolean;
                published: boolean;
                published_at: string | null;
                /** @enum {string} */
                rating: "er" | "l" | "10" | "12" | "14" | "16" | "18";
                /** @enum {string} */
                status: "draft" | "ready" | "published" | "unpublished";
                /** @description Those that were added. */
                text_tracks: components["schemas"]["AdminTextTrack"][];
                thumbnail: components["schemas"]["AdminImage"] | null;
                thumbnail_half: components["schemas"]["AdminImage"] | null;
                title: string;
                trailer: components["schemas"]["AdminMedia"] | null;
                updated_at: string;
                /** Format: int64 */
                version: number;
                video: components["schemas"]["AdminMedia"] | null;
                warnings: components["schemas"]["AdminWarning"][];
                /** Format: int32 */
                year_launched: number;
            };
        };
        /** @description `{data: …}`. */
        Data_CatalogLabel: {
            /** @description A category, genre or cast member to browse by. */
            data: {
                /** @description Of categories. */
                description?: string;
                /** Format: uuid */
                id: string;
                name: string;
                /** @enum {string} */
                type?: "director" | "actor";
            };
        };
        /** @description `{data: …}`. */
        Data_ConversionBody: {
            /** @description A conversion. */
            data: {
                /** Format: int32 */
                bitrate_kbps: number;
                created_at: string;
                /** Format: int64 */
                duration_ms: number | null;
                /** @description The same in the caller's language. */
                error: string | null;
                /** @description Why it was given up. */
                error_code: string | null;
                /** @description When it goes; null until it is over. */
                expires_at: string | null;
                /** @description As its owner called the source. */
                file_name: string;
                /** @enum {string} */
                format: "mp3" | "m4a" | "opus";
                /** Format: uuid */
                id: string;
                /**
                 * Format: int32
                 * @description 0–100.
                 */
                progress: number;
                /** Format: int64 */
                result_bytes: number | null;
                /** @description What the result is called when it is fetched. */
                result_name: string;
                /**
                 * Format: int64
                 * @description Of the source.
                 */
                size_bytes: number;
                /** @enum {string} */
                status: "queued" | "running" | "completed" | "failed";
                updated_at: string;
                /** Format: int64 */
                version: number;
            };
        };
        /** @description `{data: …}`. */
        Data_Detail: {
            /** @description A video with everything viewers may know. */
            data: components["schemas"]["Card"] & {
                /** @description BCP 47. */
                audio_languages: string[];
                cast_members: components["schemas"]["CatalogPerson"][];
                categories: components["schemas"]["CatalogName"][];
                markers: components["schemas"]["CatalogMarkers"] | null;
                /** @description RFC 3339. */
                published_at: string;
                /** @description BCP 47. */
                text_languages: string[];
            };
        };
        /** @description `{data: …}`. */
        Data_Granted: {
            /** @description The answer to a granted wish. */
            data: {
                /** @description WebVTT with the names of the film's parts. */
                chapters: string | null;
                /** @description The same segments for players of MPEG-DASH, as soon as all of them are there. */
                dash_url: string | null;
                /** Format: int64 */
                duration_ms: number | null;
                expires_at: string;
                /** Format: uuid */
                grant_id: string;
                /** @description Whether it is still being encoded. */
                growing: boolean;
                /** Format: int64 */
                heartbeat_s: number;
                hls_url: string;
                markers: {
                    /** Format: int64 */
                    credits_start_ms?: number;
                    /** Format: int64 */
                    intro_end_ms?: number;
                    /** Format: int64 */
                    intro_start_ms?: number;
                } | null;
                /** Format: int64 */
                resume_position_ms: number;
                storyboard: string | null;
                /** Format: uuid */
                stream_id: string;
                /** @description Text tracks, which the playlist names too. */
                tracks: components["schemas"]["GrantedTrack"][];
            };
        };
        /** @description `{data: …}`. */
        Data_Home: {
            /** @description The home page. */
            data: {
                hero: components["schemas"]["Card"] | null;
                rows: components["schemas"]["HomeRow"][];
            };
        };
        /** @description `{data: …}`. */
        Data_JobBody: {
            /** @description A job. */
            data: {
                /**
                 * Format: int32
                 * @description From 1.
                 */
                attempt: number;
                created_at: string;
                error: string | null;
                /** @description Why it was given up. */
                error_code: string | null;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "video" | "trailer";
                /** @description What people call it; may be empty. */
                label: string;
                /** @enum {string|null} */
                preset: "fast" | "balanced" | "best" | null;
                /**
                 * Format: int32
                 * @description 0–9, higher first.
                 */
                priority: number;
                /**
                 * Format: int32
                 * @description 0–100.
                 */
                progress: number;
                /**
                 * Format: int64
                 * @description Seconds still needed; null while nothing is known.
                 */
                remaining_s: number | null;
                /** @description As the orderer named it. */
                resource_id: string;
                /** @description The highest first. */
                rungs: components["schemas"]["RungBody"][];
                /** @enum {string} */
                scope: "all" | "missing";
                /**
                 * Format: double
                 * @description Seconds of film encoded in a second; null while nothing is known.
                 */
                speed: number | null;
                /** @enum {string} */
                stage: "probing" | "encoding" | "packaging";
                started_at: string | null;
                /** @enum {string} */
                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                updated_at: string;
                /** Format: int64 */
                version: number;
            };
        };
        /** @description `{data: …}`. */
        Data_JobDetail: {
            /** @description A job with its steps. */
            data: components["schemas"]["JobBody"] & {
                source: components["schemas"]["SourceBody"] | null;
                /** @description In their order. */
                steps: components["schemas"]["StepBody"][];
            };
        };
        /** @description `{data: …}`. */
        Data_ListedVideo: {
            /** @description A title on the list. */
            data: {
                /** @description RFC 3339. */
                added_at: string;
                /** Format: uuid */
                video_id: string;
            };
        };
        /** @description `{data: …}`. */
        Data_Me: {
            /** @description `GET /api/v1/me`. */
            data: {
                /** Format: uuid */
                account_id: string | null;
                profiles: components["schemas"]["SessionProfile"][];
                roles: string[];
                user: components["schemas"]["SessionUser"];
            };
        };
        /** @description `{data: …}`. */
        Data_OutgoingLetter: {
            /** @description A message to one person as it was, or will be, sent. */
            data: components["schemas"]["OutgoingMail"] & {
                /** @description BCP 47. */
                language: string;
                /** @description The part without HTML. */
                text: string;
            };
        };
        /** @description `{data: …}`. */
        Data_PlanView: {
            /** @description A plan. */
            data: {
                created_at: string;
                description: string;
                /** Format: uuid */
                id: string;
                is_active: boolean;
                /** Format: int32 */
                max_height: number;
                /** Format: int32 */
                max_profiles: number;
                /** Format: int32 */
                max_streams: number;
                name: string;
                prices: components["schemas"]["PriceView"][];
                /** Format: int32 */
                trial_days: number;
                updated_at: string;
                /** Format: int64 */
                version: number;
            };
        };
        /** @description `{data: …}`. */
        Data_QueueBody: {
            /** @description The queue at a glance. */
            data: {
                /** @description Jobs in each state. */
                counts: components["schemas"]["CountsBody"];
                /** @description Workers that are busy, with what they do. */
                workers: components["schemas"]["WorkerBody"][];
            };
        };
        /** @description `{data: …}`. */
        Data_Renewed: {
            /** @description The answer to a heartbeat. */
            data: {
                expires_at: string;
            };
        };
        /** @description `{data: …}`. */
        Data_SignedUpView: {
            /** @description A new customer. */
            data: {
                /** Format: uuid */
                account_id: string;
                /** @description For `/auth/login?ticket=`, once and for a minute. */
                ticket: string | null;
                /** Format: uuid */
                user_id: string;
            };
        };
        /** @description `{data: …}`. */
        Data_Site: {
            /** @description `GET /api/v1/site`. */
            data: {
                anonymous_viewing: boolean;
                demo: boolean;
                /** @description Whether passwords and films cross the network in the clear. */
                insecure: boolean;
                locales: string[];
                name: string;
                public_url: string;
                version: string;
            };
        };
        /** @description `{data: …}`. */
        Data_SubscriptionView: {
            /** @description A subscription. */
            data: {
                cancel_at_period_end: boolean;
                current_period_end: string;
                current_period_start: string;
                ended_at: string | null;
                /** Format: uuid */
                id: string;
                payment_method: components["schemas"]["MethodView"] | null;
                plan: components["schemas"]["SubscribedPlan"];
                price: components["schemas"]["SubscribedPrice"];
                /** @enum {string} */
                status: "incomplete" | "trialing" | "active" | "past_due" | "cancelled" | "expired";
                trial_end: string | null;
                /** Format: int64 */
                version: number;
            };
        };
        /** @description `{data: …}`. */
        Data_UserBody: {
            /** @description A user as operators see it. */
            data: {
                /** Format: uuid */
                account_id: string | null;
                created_at: string;
                disabled: boolean;
                email: string;
                email_verified: boolean;
                /** Format: uuid */
                id: string;
                locale: string;
                name: string;
                roles: string[];
                updated_at: string;
                /** Format: int64 */
                version: number;
            };
        };
        /** @description `{data: …}`. */
        Data_Vec_Card: {
            data: {
                banner: components["schemas"]["CatalogPicture"] | null;
                /** @description Of the hero only. */
                description?: string;
                /** Format: int64 */
                duration_ms: number | null;
                genres: components["schemas"]["CatalogName"][];
                has_trailer: boolean;
                /** Format: uuid */
                id: string;
                opened: boolean;
                /** @enum {string} */
                rating: "er" | "l" | "10" | "12" | "14" | "16" | "18";
                thumbnail: components["schemas"]["CatalogPicture"] | null;
                thumbnail_half: components["schemas"]["CatalogPicture"] | null;
                title: string;
                /** Format: int32 */
                year_launched: number;
            }[];
        };
        /** @description `{data: …}`. */
        Data_Vec_DeviceBody: {
            data: {
                device_name: string;
                /** Format: uuid */
                id: string;
                last_beat_at: string;
                started_at: string;
                /** Format: uuid */
                video_id: string;
            }[];
        };
        /** @description `{data: …}`. */
        Data_Vec_ProfileBody: {
            data: {
                /** Format: uuid */
                id: string;
                kids: boolean;
                max_rating: string;
                name: string;
            }[];
        };
        /** @description `{data: …}`. */
        Data_Vec_ProgressBody: {
            data: {
                completed: boolean;
                /** Format: int64 */
                duration_ms: number | null;
                /** Format: int64 */
                position_ms: number;
                updated_at: string;
                /** Format: uuid */
                video_id: string;
            }[];
        };
        /** @description `{data: …}`. */
        Data_Vec_ResultBody: {
            data: {
                /**
                 * @description Why it was not done: `NOT_FOUND`, `INVALID_TRANSITION`, `NOTHING_MISSING`, `ORIGINAL_GONE`, `UNAVAILABLE`; null
                 *     if it was.
                 */
                code: string | null;
                /**
                 * Format: uuid
                 * @description As asked for.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The job that stands there now; a new one after `reencode`.
                 */
                job_id: string | null;
            }[];
        };
        /** @description `{data: …}`. */
        Data_Vec_SuggestionEntry: {
            data: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "title" | "person" | "genre";
                text: string;
            }[];
        };
        /** @description Why a message was not delivered. */
        DeliveryError: {
            /** @description Stable. */
            code: string;
            /** @description What the mail server said. */
            reason: string | null;
        };
        /** @description A video with everything viewers may know. */
        Detail: components["schemas"]["Card"] & {
            /** @description BCP 47. */
            audio_languages: string[];
            cast_members: components["schemas"]["CatalogPerson"][];
            categories: components["schemas"]["CatalogName"][];
            markers: components["schemas"]["CatalogMarkers"] | null;
            /** @description RFC 3339. */
            published_at: string;
            /** @description BCP 47. */
            text_languages: string[];
        };
        /** @description A device that is watching. */
        DeviceBody: {
            device_name: string;
            /** Format: uuid */
            id: string;
            last_beat_at: string;
            started_at: string;
            /** Format: uuid */
            video_id: string;
        };
        /** @description One wrong field. */
        FieldError: {
            /** @description Stable code. */
            code: string;
            /** @description JSON pointer (RFC 6901), or the bare name of a query parameter or file part. */
            field: string;
            /** @description For people, in their language; filled in when the problem is written. */
            message?: string;
            /** @description Values of the message, and whatever else a program needs. */
            params?: Record<string, unknown>;
        };
        /** @description `POST /playback/grants`. */
        GrantBody: {
            device_id: string;
            device_name?: null | string;
            /** @enum {string} */
            kind: "video" | "trailer" | "preview";
            profile_id?: null | string;
            video_id: string;
        };
        /** @description The answer to a granted wish. */
        Granted: {
            /** @description WebVTT with the names of the film's parts. */
            chapters: string | null;
            /** @description The same segments for players of MPEG-DASH, as soon as all of them are there. */
            dash_url: string | null;
            /** Format: int64 */
            duration_ms: number | null;
            expires_at: string;
            /** Format: uuid */
            grant_id: string;
            /** @description Whether it is still being encoded. */
            growing: boolean;
            /** Format: int64 */
            heartbeat_s: number;
            hls_url: string;
            markers: {
                /** Format: int64 */
                credits_start_ms?: number;
                /** Format: int64 */
                intro_end_ms?: number;
                /** Format: int64 */
                intro_start_ms?: number;
            } | null;
            /** Format: int64 */
            resume_position_ms: number;
            storyboard: string | null;
            /** Format: uuid */
            stream_id: string;
            /** @description Text tracks, which the playlist names too. */
            tracks: components["schemas"]["GrantedTrack"][];
        };
        /** @description A text track, for a client that does not take those of the playlist. */
        GrantedTrack: {
            /** @description `subtitles`, `captions`, `descriptions`, `forced`. */
            kind: string;
            label: string;
            /** @description BCP 47; `und` when nobody says. */
            language: string;
            /** @description Of its WebVTT. */
            url: string;
        };
        /** @description `POST /playback/streams/{id}/heartbeat`. */
        HeartbeatBody: {
            height?: null | number;
            /** Format: int64 */
            position_ms: number;
            rebuffer_ms?: null | number;
            /** Format: int64 */
            seq: number;
            /** @enum {string} */
            state: "playing" | "paused" | "ended";
            /** Format: int64 */
            watched_ms: number;
        };
        /** @description A page of a history. */
        HistoryAnswer: {
            data: components["schemas"]["ProgressBody"][];
            meta: components["schemas"]["Cursor"];
        };
        /** @description The home page. */
        Home: {
            hero: components["schemas"]["Card"] | null;
            rows: components["schemas"]["HomeRow"][];
        };
        /** @description A row of the home page. */
        HomeRow: {
            items: components["schemas"]["Card"][];
            /** @description `new`, `category:<id>` or `genre:<id>`. */
            key: string;
            /** @enum {string} */
            kind: "new" | "category" | "genre";
            /** @description The page that shows all of them. */
            see_all: string;
            /** @description The name of the category or genre. */
            title: string | null;
        };
        /** @description A job. */
        JobBody: {
            /**
             * Format: int32
             * @description From 1.
             */
            attempt: number;
            created_at: string;
            error: string | null;
            /** @description Why it was given up. */
            error_code: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "video" | "trailer";
            /** @description What people call it; may be empty. */
            label: string;
            /** @enum {string|null} */
            preset: "fast" | "balanced" | "best" | null;
            /**
             * Format: int32
             * @description 0–9, higher first.
             */
            priority: number;
            /**
             * Format: int32
             * @description 0–100.
             */
            progress: number;
            /**
             * Format: int64
             * @description Seconds still needed; null while nothing is known.
             */
            remaining_s: number | null;
            /** @description As the orderer named it. */
            resource_id: string;
            /** @description The highest first. */
            rungs: components["schemas"]["RungBody"][];
            /** @enum {string} */
            scope: "all" | "missing";
            /**
             * Format: double
             * @description Seconds of film encoded in a second; null while nothing is known.
             */
            speed: number | null;
            /** @enum {string} */
            stage: "probing" | "encoding" | "packaging";
            started_at: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "completed" | "failed" | "cancelled";
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A job with its steps. */
        JobDetail: components["schemas"]["JobBody"] & {
            source: components["schemas"]["SourceBody"] | null;
            /** @description In their order. */
            steps: components["schemas"]["StepBody"][];
        };
        /** @description Titles with a category, genre or cast member. */
        LabelFacet: {
            /** Format: int64 */
            count: number;
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description `{data: […], meta: {…}}`. */
        List_AdminCastMember: {
            /** @description The entries of this page. */
            data: {
                created_at: string;
                /** Format: uuid */
                id: string;
                name: string;
                /** @enum {string} */
                type: "director" | "actor";
                updated_at: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_AdminCategory: {
            /** @description The entries of this page. */
            data: {
                created_at: string;
                description: string | null;
                /** Format: uuid */
                id: string;
                is_active: boolean;
                name: string;
                updated_at: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_AdminGenre: {
            /** @description The entries of this page. */
            data: {
                categories: components["schemas"]["AdminNamed"][];
                categories_id: string[];
                created_at: string;
                /** Format: uuid */
                id: string;
                is_active: boolean;
                name: string;
                updated_at: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_AdminVideo: {
            /** @description The entries of this page. */
            data: {
                banner: components["schemas"]["AdminImage"] | null;
                cast_members: components["schemas"]["AdminVideoCastMember"][];
                cast_members_id: string[];
                categories: components["schemas"]["AdminNamed"][];
                categories_id: string[];
                created_at: string;
                /** Format: uuid */
                created_by: string;
                description: string;
                /**
                 * Format: double
                 * @description Minutes.
                 */
                duration: number | null;
                /**
                 * Format: int64
                 * @description As measured.
                 */
                duration_ms: number | null;
                genres: components["schemas"]["AdminNamed"][];
                genres_id: string[];
                /** Format: uuid */
                id: string;
                markers: components["schemas"]["AdminMarkers"];
                missing: ("video" | "categories" | "genres" | "thumbnail")[];
                opened: boolean;
                poster: components["schemas"]["AdminPoster"];
                publish_when_ready: boolean;
                published: boolean;
                published_at: string | null;
                /** @enum {string} */
                rating: "er" | "l" | "10" | "12" | "14" | "16" | "18";
                /** @enum {string} */
                status: "draft" | "ready" | "published" | "unpublished";
                /** @description Those that were added. */
                text_tracks: components["schemas"]["AdminTextTrack"][];
                thumbnail: components["schemas"]["AdminImage"] | null;
                thumbnail_half: components["schemas"]["AdminImage"] | null;
                title: string;
                trailer: components["schemas"]["AdminMedia"] | null;
                updated_at: string;
                /** Format: int64 */
                version: number;
                video: components["schemas"]["AdminMedia"] | null;
                warnings: components["schemas"]["AdminWarning"][];
                /** Format: int32 */
                year_launched: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_Card: {
            /** @description The entries of this page. */
            data: {
                banner: components["schemas"]["CatalogPicture"] | null;
                /** @description Of the hero only. */
                description?: string;
                /** Format: int64 */
                duration_ms: number | null;
                genres: components["schemas"]["CatalogName"][];
                has_trailer: boolean;
                /** Format: uuid */
                id: string;
                opened: boolean;
                /** @enum {string} */
                rating: "er" | "l" | "10" | "12" | "14" | "16" | "18";
                thumbnail: components["schemas"]["CatalogPicture"] | null;
                thumbnail_half: components["schemas"]["CatalogPicture"] | null;
                title: string;
                /** Format: int32 */
                year_launched: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_CatalogLabel: {
            /** @description The entries of this page. */
            data: {
                /** @description Of categories. */
                description?: string;
                /** Format: uuid */
                id: string;
                name: string;
                /** @enum {string} */
                type?: "director" | "actor";
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_ConversionBody: {
            /** @description The entries of this page. */
            data: {
                /** Format: int32 */
                bitrate_kbps: number;
                created_at: string;
                /** Format: int64 */
                duration_ms: number | null;
                /** @description The same in the caller's language. */
                error: string | null;
                /** @description Why it was given up. */
                error_code: string | null;
                /** @description When it goes; null until it is over. */
                expires_at: string | null;
                /** @description As its owner called the source. */
                file_name: string;
                /** @enum {string} */
                format: "mp3" | "m4a" | "opus";
                /** Format: uuid */
                id: string;
                /**
                 * Format: int32
                 * @description 0–100.
                 */
                progress: number;
                /** Format: int64 */
                result_bytes: number | null;
                /** @description What the result is called when it is fetched. */
                result_name: string;
                /**
                 * Format: int64
                 * @description Of the source.
                 */
                size_bytes: number;
                /** @enum {string} */
                status: "queued" | "running" | "completed" | "failed";
                updated_at: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_JobBody: {
            /** @description The entries of this page. */
            data: {
                /**
                 * Format: int32
                 * @description From 1.
                 */
                attempt: number;
                created_at: string;
                error: string | null;
                /** @description Why it was given up. */
                error_code: string | null;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "video" | "trailer";
                /** @description What people call it; may be empty. */
                label: string;
                /** @enum {string|null} */
                preset: "fast" | "balanced" | "best" | null;
                /**
                 * Format: int32
                 * @description 0–9, higher first.
                 */
                priority: number;
                /**
                 * Format: int32
                 * @description 0–100.
                 */
                progress: number;
                /**
                 * Format: int64
                 * @description Seconds still needed; null while nothing is known.
                 */
                remaining_s: number | null;
                /** @description As the orderer named it. */
                resource_id: string;
                /** @description The highest first. */
                rungs: components["schemas"]["RungBody"][];
                /** @enum {string} */
                scope: "all" | "missing";
                /**
                 * Format: double
                 * @description Seconds of film encoded in a second; null while nothing is known.
                 */
                speed: number | null;
                /** @enum {string} */
                stage: "probing" | "encoding" | "packaging";
                started_at: string | null;
                /** @enum {string} */
                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                updated_at: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_OutgoingMail: {
            /** @description The entries of this page. */
            data: {
                /**
                 * Format: int32
                 * @description Tries since it was queued.
                 */
                attempts: number;
                /** @description `email` is the only one so far. */
                channel: string;
                created_at: string;
                error: components["schemas"]["DeliveryError"] | null;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                kind: "media-ready" | "media-failed" | "conversion-ready" | "conversion-failed";
                /** @description When it is tried again. */
                next_attempt_at: string | null;
                recipient: components["schemas"]["Recipient"];
                sent_at: string | null;
                /** @description `smtp`, or `folder` where there is no mail server. */
                sent_by: ("smtp" | "folder") | null;
                /** @enum {string} */
                status: "queued" | "sending" | "retry_wait" | "sent" | "failed";
                subject: string;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_PlanView: {
            /** @description The entries of this page. */
            data: {
                created_at: string;
                description: string;
                /** Format: uuid */
                id: string;
                is_active: boolean;
                /** Format: int32 */
                max_height: number;
                /** Format: int32 */
                max_profiles: number;
                /** Format: int32 */
                max_streams: number;
                name: string;
                prices: components["schemas"]["PriceView"][];
                /** Format: int32 */
                trial_days: number;
                updated_at: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description `{data: […], meta: {…}}`. */
        List_UserBody: {
            /** @description The entries of this page. */
            data: {
                /** Format: uuid */
                account_id: string | null;
                created_at: string;
                disabled: boolean;
                email: string;
                email_verified: boolean;
                /** Format: uuid */
                id: string;
                locale: string;
                name: string;
                roles: string[];
                updated_at: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Which page it is. */
            meta: components["schemas"]["Meta"];
        };
        /** @description A title on the list. */
        ListedVideo: {
            /** @description RFC 3339. */
            added_at: string;
            /** Format: uuid */
            video_id: string;
        };
        /** @description Tokens. The refresh token is renewed at the token endpoint as client `codeflix-login`. */
        LoginAnswer: {
            /** @description For the API. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
            /** @description For the next pair. */
            refresh_token: string;
            /** @description Always `Bearer`. */
            token_type: string;
        };
        /** @description `GET /api/v1/me`. */
        Me: {
            /** Format: uuid */
            account_id: string | null;
            profiles: components["schemas"]["SessionProfile"][];
            roles: string[];
            user: components["schemas"]["SessionUser"];
        };
        /** @description Where in the whole list a page is. */
        Meta: {
            /**
             * Format: int32
             * @description From 1.
             */
            current_page: number;
            /**
             * Format: int64
             * @description At least 1, also for an empty list.
             */
            last_page: number;
            /**
             * Format: int32
             * @description Entries a page.
             */
            per_page: number;
            /**
             * Format: int64
             * @description Entries on all pages.
             */
            total: number;
        };
        /** @description How to pay. Card numbers are never received: the token is the provider's. */
        MethodBody: {
            brand?: null | string;
            /** @enum {string} */
            kind: "credit_card";
            last4?: null | string;
            token: string;
        };
        /** @description How it is paid. */
        MethodView: {
            brand: string | null;
            /** @enum {string} */
            kind: "credit_card";
            last4: string | null;
        };
        /** @description Minor units of a currency. */
        MoneyBody: {
            amount?: null | number;
            currency?: null | string;
        };
        /** @description Minor units of a currency. */
        MoneyView: {
            /** Format: int64 */
            amount: number;
            /** @description ISO 4217. */
            currency: string;
        };
        /** @description What somebody wants to buy. */
        OrderBody: {
            payment_method?: null | {
                brand?: null | string;
                /** @enum {string} */
                kind: "credit_card";
                last4?: null | string;
                token: string;
            };
            plan_id?: null | string;
            price_id: string;
        };
        /** @description A message to one person as it was, or will be, sent. */
        OutgoingLetter: components["schemas"]["OutgoingMail"] & {
            /** @description BCP 47. */
            language: string;
            /** @description The part without HTML. */
            text: string;
        };
        /** @description A message to one person, without its words. */
        OutgoingMail: {
            /**
             * Format: int32
             * @description Tries since it was queued.
             */
            attempts: number;
            /** @description `email` is the only one so far. */
            channel: string;
            created_at: string;
            error: components["schemas"]["DeliveryError"] | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "media-ready" | "media-failed" | "conversion-ready" | "conversion-failed";
            /** @description When it is tried again. */
            next_attempt_at: string | null;
            recipient: components["schemas"]["Recipient"];
            sent_at: string | null;
            /** @description `smtp`, or `folder` where there is no mail server. */
            sent_by: ("smtp" | "folder") | null;
            /** @enum {string} */
            status: "queued" | "sending" | "retry_wait" | "sent" | "failed";
            subject: string;
        };
        /** @description What staff say about a plan. */
        PlanBody: {
            description?: null | string;
            is_active?: null | boolean;
            max_height?: null | number;
            max_profiles?: null | number;
            max_streams?: null | number;
            name?: null | string;
            prices?: null | {
                amount?: null | {
                    amount?: null | number;
                    currency?: null | string;
                };
                id?: null | string;
                /** @enum {string} */
                interval: "month" | "year";
            }[];
            trial_days?: null | number;
        };
        /** @description A plan. */
        PlanView: {
            created_at: string;
            description: string;
            /** Format: uuid */
            id: string;
            is_active: boolean;
            /** Format: int32 */
            max_height: number;
            /** Format: int32 */
            max_profiles: number;
            /** Format: int32 */
            max_streams: number;
            name: string;
            prices: components["schemas"]["PriceView"][];
            /** Format: int32 */
            trial_days: number;
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @description What a price should be. Its id follows from the plan, so that one that is sent back is ignored. */
        PriceBody: {
            amount?: null | {
                amount?: null | number;
                currency?: null | string;
            };
            id?: null | string;
            /** @enum {string} */
            interval: "month" | "year";
        };
        /** @description One price of a plan. */
        PriceView: {
            amount: components["schemas"]["MoneyView"];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            interval: "month" | "year";
        };
        /** @description How urgent a job is. */
        PriorityBody: {
            priority?: null | number;
        };
        /** @description The document of RFC 9457 with our members. */
        Problem: {
            /** @description Stable code for programs. */
            code: string;
            /** @description What happened this time. */
            detail: string;
            /** @description Every wrong field. */
            errors: components["schemas"]["FieldError"][];
            /** @description The path asked for. */
            instance: string;
            /** @description As in `X-Request-Id`. */
            request_id: string;
            /** @description Whether the same request may succeed later. */
            retryable: boolean;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description What the code means, in the caller's language. */
            title: string;
            /** @description Where the code is explained. */
            type: string;
        };
        /** @description Somebody in the household. */
        ProfileBody: {
            /** Format: uuid */
            id: string;
            kids: boolean;
            max_rating: string;
            name: string;
        };
        /** @description A film that was begun. */
        ProgressBody: {
            completed: boolean;
            /** Format: int64 */
            duration_ms: number | null;
            /** Format: int64 */
            position_ms: number;
            updated_at: string;
            /** Format: uuid */
            video_id: string;
        };
        /** @description The queue at a glance. */
        QueueBody: {
            /** @description Jobs in each state. */
            counts: components["schemas"]["CountsBody"];
            /** @description Workers that are busy, with what they do. */
            workers: components["schemas"]["WorkerBody"][];
        };
        /** @description Titles with a rating. */
        RatingFacet: {
            /** Format: int64 */
            count: number;
            /** @enum {string} */
            value: "er" | "l" | "10" | "12" | "14" | "16" | "18";
        };
        /** @description Whom a message is for. */
        Recipient: {
            /** @description Absent before the login is known, and when it is gone. */
            email: string | null;
            /** @description Likewise. */
            name: string | null;
            /** Format: uuid */
            user_id: string;
        };
        /** @description How a title is encoded again. */
        ReencodeBody: {
            /** @enum {string} */
            preset?: "fast" | "balanced" | "best";
            /** @enum {string} */
            scope?: "all" | "missing";
        };
        /** @description The answer to a heartbeat. */
        Renewed: {
            expires_at: string;
        };
        /** @description What became of one job of several. */
        ResultBody: {
            /**
             * @description Why it was not done: `NOT_FOUND`, `INVALID_TRANSITION`, `NOTHING_MISSING`, `ORIGINAL_GONE`, `UNAVAILABLE`; null
             *     if it was.
             */
            code: string | null;
            /**
             * Format: uuid
             * @description As asked for.
             */
            id: string;
            /**
             * Format: uuid
             * @description The job that stands there now; a new one after `reencode`.
             */
            job_id: string | null;
        };
        /** @description How far one rung is. */
        RungBody: {
            /** Format: int32 */
            height: number;
            /** Format: int32 */
            progress: number;
        };
        /** @description What a worker is doing. */
        RunningBody: components["schemas"]["StepBody"] & {
            /** Format: uuid */
            job_id: string;
            /** @description What people call the title; may be empty. */
            label: string;
        };
        /** @description How many titles each choice would leave. */
        SearchFacets: {
            cast_members: components["schemas"]["LabelFacet"][];
            categories: components["schemas"]["LabelFacet"][];
            genres: components["schemas"]["LabelFacet"][];
            rating: components["schemas"]["RatingFacet"][];
            year_launched: components["schemas"]["YearFacet"][];
        };
        /** @description About the page and the search. */
        SearchMeta: {
            /** Format: int32 */
            current_page: number;
            /** @description Another spelling that finds something. */
            did_you_mean: string | null;
            /** @description If asked for. Each is counted without its own filter. */
            facets?: components["schemas"]["SearchFacets"];
            /** Format: int64 */
            last_page: number;
            /** Format: int32 */
            per_page: number;
            /** @description Not all words were found together, so any of them counts. */
            relaxed: boolean;
            /** Format: int64 */
            total: number;
        };
        /** @description A page of titles. */
        SearchPage: {
            data: components["schemas"]["Card"][];
            meta: components["schemas"]["SearchMeta"];
        };
        /** @description Some segments of a title. */
        SegmentsBody: {
            /**
             * Format: int32
             * @description From 0.
             */
            first: number;
            /**
             * Format: int32
             * @description Included.
             */
            last: number;
        };
        /** @description Somebody in the household. */
        SessionProfile: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description The login. */
        SessionUser: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description A new customer. */
        SignedUpView: {
            /** Format: uuid */
            account_id: string;
            /** @description For `/auth/login?ticket=`, once and for a minute. */
            ticket: string | null;
            /** Format: uuid */
            user_id: string;
        };
        /** @description Who wants an account. */
        SignUpBody: {
            email: string;
            locale?: null | string;
            name: string;
            password: string;
        };
        /** @description `GET /api/v1/site`. */
        Site: {
            anonymous_viewing: boolean;
            demo: boolean;
            /** @description Whether passwords and films cross the network in the clear. */
            insecure: boolean;
            locales: string[];
            name: string;
            public_url: string;
            version: string;
        };
        /** @description What is encoded. */
        SourceBody: {
            /** Format: int64 */
            duration_ms: number;
            /** Format: double */
            frame_rate: number;
            /** Format: int32 */
            height: number;
            /** Format: int64 */
            size_bytes: number;
            sound_tracks: number;
            /** @description As ffmpeg names it. */
            video_codec: string;
            /** Format: int32 */
            width: number;
        };
        /** @description A step of a job: looking at the source, a task of the plan, or finishing. */
        StepBody: {
            /**
             * Format: int64
             * @description Failed tries.
             */
            attempts: number;
            ended_at: string | null;
            /** @description The lines of the program's output that matter. */
            error: string | null;
            /** @description Of the latest failed try. */
            error_code: string | null;
            /**
             * Format: int64
             * @description Rises with each try.
             */
            fence: number;
            /** @enum {string} */
            kind: "planning" | "taken_over" | "chunk" | "sound" | "text" | "poster" | "storyboard" | "finishing";
            /**
             * Format: int32
             * @description Its number in the plan; null for the first and the last step.
             */
            number: number | null;
            /**
             * Format: int32
             * @description Of a chunk that is being encoded by the process that answers.
             */
            progress: number | null;
            /** @description Heights that are made or taken over, the highest first. */
            rungs: number[];
            segments: components["schemas"]["SegmentsBody"] | null;
            started_at: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            /** @description Who is at it, or was last. */
            worker: string | null;
        };
        /** @description The plan, and what was agreed about it. */
        SubscribedPlan: {
            /** Format: uuid */
            id: string;
            /** Format: int32 */
            max_height: number;
            /** Format: int32 */
            max_streams: number;
            name: string;
        };
        /** @description The price that was agreed. */
        SubscribedPrice: {
            amount: components["schemas"]["MoneyView"];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            interval: "month" | "year";
        };
        /** @description A subscription. */
        SubscriptionView: {
            cancel_at_period_end: boolean;
            current_period_end: string;
            current_period_start: string;
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            payment_method: components["schemas"]["MethodView"] | null;
            plan: components["schemas"]["SubscribedPlan"];
            price: components["schemas"]["SubscribedPrice"];
            /** @enum {string} */
            status: "incomplete" | "trialing" | "active" | "past_due" | "cancelled" | "expired";
            trial_end: string | null;
            /** Format: int64 */
            version: number;
        };
        /** @description Something the viewer may be typing. */
        SuggestionEntry: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "title" | "person" | "genre";
            text: string;
        };
        /** @description A user as operators see it. */
        UserBody: {
            /** Format: uuid */
            account_id: string | null;
            created_at: string;
            disabled: boolean;
            email: string;
            email_verified: boolean;
            /** Format: uuid */
            id: string;
            locale: string;
            name: string;
            roles: string[];
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A process that works. */
        WorkerBody: {
            /** @description Another one at each start. */
            name: string;
            tasks: components["schemas"]["RunningBody"][];
        };
        /** @description Titles of a year. */
        YearFacet: {
            /** Format: int64 */
            count: number;
            /** Format: int32 */
            value: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
