package import HTTPTypes

/// Everything that can be asked for. The router, access, the OpenAPI document and the metrics all follow from this table.
package enum APIRoute: String, CaseIterable, Sendable, Hashable {
    case health
    case ready
    case description
    case uploadImages
    case listImages
    case createUploadLink
    case useUploadLink
    case getImage
    case deleteImage
    case getRendition
    case getOriginal
    case followImage

    /// `GET` stands for `HEAD` as well.
    package var method: HTTPRequest.Method {
        switch self {
        case .uploadImages, .createUploadLink: .post
        case .useUploadLink: .put
        case .deleteImage: .delete
        default: .get
        }
    }

    /// With the names of its parameters in braces, as OpenAPI writes them.
    package var path: String {
        switch self {
        case .health: "/health"
        case .ready: "/ready"
        case .description: "/openapi.json"
        case .uploadImages, .listImages: "/images"
        case .createUploadLink: "/uploads"
        case .useUploadLink: "/uploads/{token}"
        case .getImage, .deleteImage: "/images/{id}"
        case .getRendition: "/images/{id}/renditions/{name}"
        case .getOriginal: "/images/{id}/original"
        case .followImage: "/images/{id}/events"
        }
    }

    /// The parameters that there may be in the query; nil where it is not looked at, since whoever asks for health may add
    /// something of his own, and must not be taken to have found an ill server.
    package var query: Set<String>? {
        switch self {
        case .health, .ready: nil
        case .uploadImages: ["filename"]
        case .listImages: ListRoute.parameters
        case .getRendition: ["v"]
        default: []
        }
    }

    /// Nil for what is open to everybody whatever the policy: an upload link is itself what permits its use.
    package var scope: Scope? {
        switch self {
        case .health, .ready, .description, .useUploadLink: nil
        case .uploadImages, .createUploadLink: .upload
        case .listImages: .list
        case .getImage, .followImage: .read
        case .deleteImage: .delete
        case .getRendition: .renditions
        case .getOriginal: .originals
        }
    }
}
