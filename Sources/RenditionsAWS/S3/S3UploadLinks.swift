/// What an upload link of a bucket asks of whoever uses it.
public enum S3UploadLinks: Hashable, Sendable {
    /// A form, sent by `POST`, whose policy S3 holds to the size. S3 knows no condition on what is there already: the form may
    /// be sent again as long as it holds, and then replaces what it made: a new version of the original, which is processed
    /// as any other.
    case form
    /// A `PUT` that creates and never replaces. S3 does not hold it to a size below its own limit of 5 GiB.
    case put
}
