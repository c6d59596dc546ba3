import HTTPTypes
import Renditions
import RenditionsAPI
import RenditionsWorkflow

extension APICheck {
    /// Links by which one file can be sent.
    static let uploadLinks: [APICheck] = [
        APICheck("upload-link-takes-one-file") { trial in
            let link = try await trial.send(.post, "/uploads", body: Array(#"{"filename": "cat.png"}"#.utf8))
            try link.expect(.created)
            let upload = try link.json["upload"]
            guard upload?["method"] == "PUT", let path = upload?["url"]?.stringValue?.path else {
                throw CheckFailure("The link must be for PUT.")
            }
            let sent = try await trial.send(.put, path, [.prefer: "wait=600"], body: trial.image())
            try sent.expect(.ok)
            try expect(try sent.json["id"] == link.json["id"], "The image must have the ID that the link names.")
            try expect(try sent.json["filename"] == "cat.png", "The image must have the name that was asked for.")
            // The link is used up, whatever is sent.
            try await trial.send(.put, path, body: trial.image()).expect(Problem.Code.preconditionFailed)
        },
        APICheck("upload-link-can-be-tried-again-after-a-refusal") { trial in
            let link = try await trial.send(.post, "/uploads").json
            guard let path = link["upload"]?["url"]?.stringValue?.path else { throw CheckFailure("There is no link.") }
            try await trial.send(.put, path, body: Array("no image".utf8)).expect(Problem.Code.unsupportedFormat)
            try await trial.send(.put, path, [.prefer: "wait=600"], body: trial.image()).expect(.ok)
        },
        APICheck("upload-link-that-nobody-gave") { trial in
            for token in ["x", String(repeating: "A", count: 43)] {
                try await trial.send(.put, "/uploads/\(token)", body: trial.image()).expect(Problem.Code.notFound)
            }
        },
        APICheck("upload-link-for-too-much") { trial in
            let wish = Array(#"{"bytes": \#(APICheck.configuration.maximumUploadBytes + 1)}"#.utf8)
            try await trial.send(.post, "/uploads", body: wish).expect(Problem.Code.tooLarge)
            for text in ["[]", "{", #"{"bytes": "many"}"#, #"{"bytes": -1}"#, #"{"more": 1}"#] {
                try await trial.send(.post, "/uploads", body: Array(text.utf8)).expect(Problem.Code.invalidRequest)
            }
        },
    ]
}
