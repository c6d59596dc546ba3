extension Int {
    /// The product, or `Int.max` where it has no room: a header may claim sides whose product does not fit, and what
    /// can't be counted is more than any limit. For factors that are not negative.
    package func saturatingProduct(_ factor: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }

    /// The sum, or `Int.max` where it has no room. For terms that are not negative.
    package func saturatingSum(_ term: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(term)
        return overflow ? .max : sum
    }
}
