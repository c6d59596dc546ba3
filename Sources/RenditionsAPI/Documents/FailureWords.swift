package import Renditions

/// What is said of an image that could not be processed, beside the code: the message of its record may hold names and the
/// text of a library.
package enum FailureWords {
    /// For each code that an image itself gives cause for, in the order of the documentation.
    package static let all: [(code: RenderError.Code, words: String)] = [
        (.unknownFormat, "The file is of no format that is known here."),
        (.forbiddenFormat, "The format of the file is not accepted here."),
        (.invalidImage, "The file is damaged, or breaks the rules of its format."),
        (.truncatedImage, "The file is cut off before its end. Upload the whole file."),
        (.tooManyBytes, "The file has more bytes than are processed here."),
        (.tooManyPixels, "The image has more pixels than are processed here."),
        (.tooManyPages, "The image has more pages or frames than are processed here."),
        (.tooManyScans, "The JPEG is stored in more scans than are processed here."),
        (.outputTooLarge, "A rendition of this image would be larger than its format, or this service, allows."),
        (.timedOut, "The image took longer to process than it may."),
        (.tooMuchMemory, "The image takes more memory than it may."),
    ]

    package static func words(for failure: AssetFailure) -> String {
        all.first { $0.code.description == failure.code }?.words
            ?? (failure.isRetryable
                ? "The image could not be processed for a reason that may pass."
                : "The image could not be processed; the reason lies with the service.")
    }
}
