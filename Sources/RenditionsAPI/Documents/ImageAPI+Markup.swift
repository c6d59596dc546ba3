public import Renditions

extension ImageAPI {
    /// A `picture` element for a page of the application's own, with links to the renditions as this API serves them. Its
    /// alternative text is empty.
    ///
    /// - Returns: nil where there is nothing to show yet.
    public func markup(of record: AssetRecord) -> String? {
        ResponsiveImage(record.renditions.values, of: record.id, size: record.info?.orientedSize, links: links).markup
    }
}
