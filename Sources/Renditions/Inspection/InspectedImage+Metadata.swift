extension InspectedImage {
    /// Fills the facts that EXIF, XMP and the profile tell, once their bytes are set.
    mutating func describeMetadata(readsOrientation: Bool) {
        if let exif, let document = ExifDocument(exif) {
            describe(document, readsOrientation: readsOrientation)
        }
        if let xmp, XMP.mentionsLocation(xmp) { info.hasLocation = true }
        if let iccProfile {
            info.profileName = ICCProfile(iccProfile)?.name
        }
    }

    mutating func describe(_ document: ExifDocument, readsOrientation: Bool) {
        if readsOrientation { info.orientation = document.orientation }
        info.captureDate = document.captureDate
        info.cameraMake = document.cameraMake
        info.cameraModel = document.cameraModel
        info.hasLocation = info.hasLocation || document.hasLocation
    }
}
