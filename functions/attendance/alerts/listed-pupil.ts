/** A pupil as the lists of school life name them, with the classes and groups by which they are followed. */
export interface ListedPupil {
  readonly familyName: string;
  readonly givenName: string;
  readonly classId: string;
  readonly className: string;
  readonly audienceIds: readonly string[];
}
